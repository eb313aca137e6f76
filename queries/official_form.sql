-- title: 附表
-- unit:
-- description: 按法定格式与次序排列。带 * 的为必填指标；“—”表示报告填作“-”（不适用），“未填”表示报告留空，0 就是报告填的零。
--   变化为最近一期减上一期；两期口径不同的标为“不可比”。
-- key: official_row, indicator, period
-- source: 附表
-- table: form
with line as (
    select *
    from indicator
    where official_table = $official_table
),

-- Each figure stands on the line its source names: figures of the line's own indicator under
-- their year, others (how many were asked, and in which year) in columns of their own.
placed as (
    select
        figure.*,
        line.official_table,
        line.official_row,
        line.official_no,
        line.official_label,
        line.required,
        case
            when figure.indicator <> line.indicator
                then figure.indicator_name || '（' || figure.period || '）'
        end as "column"
    from latest_figure as figure
    inner join line
        on
            figure.indicator = line.indicator
            or (
                figure.source = $official_table || ' 第' || line.official_row || '行'
                and figure.indicator not in (select known.indicator from line as known)
            )
    -- The form is filled in by the school as a whole.
    where figure.major is null and figure.year between $year_from and $year_to
)

select
    placed.* exclude (split_by),
    change.* exclude (ordinal, ordinal_before, year_before)
from placed
left join change on placed.ordinal = change.ordinal and change.year_before >= $year_from
order by placed.official_row, placed."column" nulls first, placed.year
