-- title: 比率能否由整数人得出
-- severity: 错误
-- finds: 矛盾
-- compares: 报告印的百分比，与它的分母（人数）：应有一个整数人数能得出它
-- tolerance: 印出的最后一位的一半；差不到一个末位的只作提示。分母越小，能得出的百分比越稀，这项核查
--   越严
-- compared: compared_people
-- doubts: one
select
    edition,
    ordinal,
    if(cut_off, '提示', grave(severity, doubtful)) as severity,
    recomputed,
    difference,
    period || '的' || what || '印的是 ' || with_unit(printed, unit) || '，而' || everybody.what || '为 '
    || everybody.written || ' 人：' || case
        when people < 0.5
            then
                '折合 ' || plain(people, 2) || ' 人，还不到一个人；一个人就是 '
                || plain(scale / everybody.value, 2) || '%。' || caution(note)
        when cut_off
            then
                plain(people, 0) || ' 人应为 ' || plain(recomputed, places)
                || '%，末位像是直接截去而没有四舍五入。'
        else
            '没有哪个整数人数能得出它，最接近的 ' || plain(people, 0)
            || ' 人为 ' || plain(recomputed, places) || '%。' || other_base_said(edition, ordinal)
            || caution(note)
    end as message,
    everybody.written || '×' || plain(value, places) || '%='
    || plain(people, 2) || ' 人，不是整数' as arithmetic,
    other_source,
    other_page,
    others,
    relation as detail
from compared_people
where
    off
    -- Told as a rate that its own numerator contradicts.
    and not exists (
        select 1
        from wrong_rate
        where
            wrong_rate.edition = compared_people.edition
            and wrong_rate.ordinal = compared_people.ordinal
    )
