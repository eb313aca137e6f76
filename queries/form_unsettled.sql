-- title: 附表里还没有落实的数
-- unit:
-- description: 所选年份以内最新一版报告的一张附表里，核查所疑而学校还没有答复的数：出于一个原因的并作一行，重的在前；只作提示的不列。
-- key: cause
-- source: 附表1至附表6
-- inner: yes
with newest as (
    select max(edition) as edition
    from edition
    where edition <= $year_to
),

doubted as (
    select distinct
        finding.* exclude (years),
        line.official_row,
        line.name,
        figure.period as period_doubted
    from finding_of_cause as finding
    inner join severity on finding.severity = severity.severity
    inner join finding_figure on finding.finding = finding_figure.finding
    inner join observation as figure
        on
            finding.edition = figure.edition
            and finding_figure.edition = figure.edition
            and finding_figure.ordinal = figure.ordinal
    inner join indicator as line on figure.indicator = line.indicator
    where
        finding.edition = (select edition from newest)
        and line.official_table = $official_table
        and finding_figure.is_doubted
        and not severity.is_hint
        and finding.finding not in (select answer.finding from answer)
),

line as (
    select
        cause,
        official_row,
        any_value(name) as name,
        string_agg(distinct period_doubted, '、' order by period_doubted) as periods
    from doubted
    group by cause, official_row
),

place as (
    select
        cause,
        list({
            'row': official_row,
            'name': name,
            'periods': periods
        } order by official_row) as lines
    from line
    group by cause
)

select
    doubted.cause,
    doubted.cause_severity as severity,
    arg_min(doubted.message, doubted.ordinal) as message,
    any_value(place.lines) as lines
from doubted
inner join place on doubted.cause = place.cause
inner join severity on doubted.cause_severity = severity.severity
group by doubted.cause, doubted.cause_severity
order by
    any_value(severity.ordinal),
    any_value(doubted.cause_finds) = '空缺',
    any_value(doubted.cause_ordinal)
