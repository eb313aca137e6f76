-- title: 年份像是错了一年
-- severity: 错误
-- finds: 矛盾
-- compares: 附表与正文、图表印的同一事项：附表某年的数，与另一处上一年的数
-- tolerance: 必须正好相等，且没有任何一年与本年相符；一列只列一次，答复下一版仍然有效
-- compared: compared_columns
-- doubts: all
select
    edition,
    grave(any_value(severity), bool_or(shaky)) as severity,
    indicator,
    category,
    major,
    -- The numbers are not of its name: what the school says of the column is said of next year's.
    any_value(what) || '印的 '
    || string_agg(period || ' ' || with_unit(printed, unit), '、' order by year, ordinal)
    || '，依次等于' || any_value(earlier_name) || '的 '
    || string_agg(earlier_period || ' 数', '、' order by year, ordinal)
    || coalesce(
        '；' || string_agg(
            period || '在那里印的是 ' || with_unit(same_year_printed, unit), '，'
            order by year, ordinal
        ),
        ''
    )
    || '。这一列像是标错了一年，或用的是上一年的数。' as message,
    string_agg(
        period || ' ' || printed || ' = ' || earlier_period || ' ' || plain(earlier_value, places),
        '，' order by year, ordinal
    ) as arithmetic,
    any_value(source order by year, ordinal) as source,
    any_value(page order by year, ordinal) as page,
    any_value(earlier_source order by year, ordinal) as other_source,
    any_value(earlier_page order by year, ordinal) as other_page,
    -- The other table is right: it is this column that is not of its years.
    list(ordinal order by ordinal) as others,
    relation as detail
from compared_columns
where shifted and like_earlier
group by edition, relation, indicator, category, major
