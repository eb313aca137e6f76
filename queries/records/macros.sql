-- What the questions to a list have in common. The people of the list are the view `people`.

-- The grade of a score, by the national standard.
create macro graded(score) as
case
    when score >= 90 then '优秀'
    when score >= 80 then '良好'
    when score >= 60 then '及格'
    when score is not null then '不及格'
end;

create macro yes_or_no(flag) as if(flag, '是', if(not flag, '否', null));

-- How many there are of each word, and the sums of two measures of those who have a word. Where
-- a measure is not known of all of them, its sum is not either.
create macro sum_of_all(word, measure) as
if(
    count(measure) filter (where word is not null) = count(word),
    sum(measure) filter (where word is not null),
    null
);

create macro said(word, one, other) as {
    'counts': histogram(word),
    'one': sum_of_all(word, one),
    'other': sum_of_all(word, other)
};
