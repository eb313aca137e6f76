-- Everybody enrolled, by where they belong and by where they come from.
select
    grade,
    sex,
    major,
    class,
    count(*) as persons,
    said(student_type, null, null) as student_type,
    said(origin, null, null) as origin,
    said(admission, null, null) as admission,
    said(joint, null, null) as joint,
    said(stages, null, null) as stages,
    said(household, null, null) as household,
    said(yes_or_no(migrant_child), null, null) as migrant_child,
    said(yes_or_no(aid), null, null) as aid
from people
group by grade, sex, major, class
order by grade, sex, major, class
