-- Who has a total, by where they belong: in each grade of the whole and of each item, with sums.
select
    grade,
    sex,
    major,
    class,
    count(*) as persons,
    said(fitness_grade, total, standard_score) as total,
    said(bmi_band, bmi_score, bmi) as bmi,
    said(graded(lung_score), lung_score, lung) as lung,
    said(graded(sprint_score), sprint_score, sprint) as sprint,
    said(graded(reach_score), reach_score, reach) as reach,
    said(graded(jump_score), jump_score, jump) as jump,
    said(graded(strength_score), strength_score, strength) as strength,
    said(graded(endurance_score), endurance_score, endurance) as endurance
from people
where tested
group by grade, sex, major, class
order by grade, sex, major, class
