-- Everybody who graduated, by where they belonged and by what became of them.
select
    grade,
    sex,
    major,
    class,
    count(*) as persons,
    said(destination, null, null) as destination,
    said(yes_or_no(if(destination = '就业', matched, null)), null, null) as matched,
    said(if(destination = '就业' and pay_yuan is not null, '是', null), pay_yuan, null) as pay,
    said(if(destination = '就业', sector, null), null, null) as sector,
    said(if(destination = '就业', place, null), null, null) as place,
    said(if(destination = '就业', employer_size, null), null, null) as employer_size,
    said(if(destination = '升学', higher_level, null), null, null) as higher_level
from people
group by grade, sex, major, class
order by grade, sex, major, class
