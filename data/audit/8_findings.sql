-- The findings: contradictions, the gravest first and then in the order of the report, and after
-- them what is not there. The name of a finding is made of
-- what it is about and not of its place, so that an answer still finds it next year.
create temp view named_finding as
select
    -- Led by a letter, or a spreadsheet reads 5e891040 as a number.
    'f' || left(
        md5(
            concat_ws(
                '|',
                found.check_id,
                found.edition,
                coalesce(found.indicator, ''),
                coalesce(found.period, ''),
                coalesce(found.major, ''),
                coalesce(found.category, ''),
                coalesce(found.detail, ''),
                -- With other numbers it is another finding, and an old answer does not hold.
                found.severity,
                coalesce(found.printed, ''),
                coalesce(cast(round(found.recomputed, 4) as varchar), '')
            )
        ),
        7
    ) as finding,
    row_number() over (
        order by
            found.edition desc,
            found.finds = '空缺',
            severity.ordinal asc,
            coalesce(indicator.chapter, first_figure.chapter) asc nulls last,
            found.source asc,
            found.ordinal asc,
            found.check_id asc,
            found.detail asc
    ) as ordinal,
    coalesce(indicator.chapter, first_figure.chapter) as chapter,
    found.ordinal as first_ordinal,
    found.* exclude (ordinal, finds)
from completed_finding as found
inner join severity on found.severity = severity.severity
left join indicator on found.indicator = indicator.indicator
left join audited as first_figure
    on found.edition = first_figure.edition and list_min(found.figures) = first_figure.ordinal
-- What two comparisons show of the same figure is one finding.
qualify
    row_number() over (
        partition by
            found.check_id,
            found.edition,
            found.indicator,
            found.period,
            found.major,
            found.category,
            found.detail
        order by found.ordinal
    ) = 1
order by ordinal;

create temp view named_figure as
with figure as (
    select
        finding,
        edition,
        check_id,
        severity,
        first_ordinal,
        unnest(figures) as ordinal
    from named_finding
)

select
    figure.finding,
    row_number() over (
        partition by figure.finding
        order by figure.ordinal is distinct from figure.first_ordinal, figure.ordinal
    ) as position,
    figure.edition,
    figure.ordinal,
    -- Of two figures that cannot both be right either may be wrong; where only the definition is in
    -- doubt, it is that of the figure the finding is about.
    case audit_check.doubts
        when 'none' then false
        when 'all' then severity.is_grave or (not severity.is_hint and position = 1)
        else not severity.is_hint and position = 1
    end as is_doubted
from figure
inner join audit_check on figure.check_id = audit_check.check_id
inner join severity on figure.severity = severity.severity
order by figure.finding, position;
