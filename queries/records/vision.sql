-- Who was screened, but for those who wear OK lenses overnight: they are counted apart.
select
    grade,
    sex,
    major,
    class,
    count_if(acuity is not null) as persons,
    count(*) filter (where ok_lens) as apart,
    said(acuity, least(acuity_right, acuity_left), null) as acuity,
    said(
        if(acuity is not null, yes_or_no(myopia), null),
        least(equivalent_right, equivalent_left),
        null
    ) as myopia
from people
where acuity is not null or ok_lens
group by grade, sex, major, class
order by grade, sex, major, class
