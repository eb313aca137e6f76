-- Where a sum does not come out: each single figure that could be another, with what it would
-- have to be, and whether all the sums (and all the rates) it stands in would then be right.
create temp table mending as
with taking_part as (
    select
        relation,
        edition,
        ordinal as anchor,
        unnest(list_distinct([ordinal] || others)) as ordinal
    from reckoning
    where kind in ('sum', 'hundred', 'rate') and not loose
),

candidate as (
    select
        reckoning.relation,
        reckoning.edition,
        reckoning.ordinal as anchor,
        figure.ordinal,
        figure.category,
        figure.major,
        figure.name,
        figure.printed,
        figure.places,
        figure.value,
        case
            when figure.ordinal = reckoning.ordinal then reckoning.difference
            else -reckoning.difference
        end as change
    from reckoning
    inner join taking_part
        on
            reckoning.relation = taking_part.relation
            and reckoning.edition = taking_part.edition
            and reckoning.ordinal = taking_part.anchor
    inner join audited as figure
        on taking_part.edition = figure.edition and taking_part.ordinal = figure.ordinal
    where reckoning.kind = 'sum' and reckoning.off and not reckoning.loose
),

tried as (
    select
        candidate.*,
        other.kind,
        other.unit,
        other.tolerance,
        other.scale,
        other.value + if(other.ordinal = candidate.ordinal, candidate.change, 0) as other_value,
        other.first_value
        + if(list_contains(other.first_ordinals, candidate.ordinal), candidate.change, 0)
            as other_first,
        other.second_value
        + if(list_contains(other.second_ordinals, candidate.ordinal), candidate.change, 0)
            as other_second
    from candidate
    inner join taking_part
        on
            candidate.edition = taking_part.edition
            and candidate.ordinal = taking_part.ordinal
    inner join reckoning as other
        on
            taking_part.relation = other.relation
            and taking_part.edition = other.edition
            and taking_part.anchor = other.ordinal
    where candidate.value + candidate.change >= 0
),

judged as (
    select
        relation,
        edition,
        anchor,
        ordinal,
        category,
        major,
        name,
        printed,
        places,
        value,
        change,
        bool_and(
            case kind
                when 'sum' then abs(other_first - other_value) <= tolerance
                when 'hundred' then abs(other_first - 100) <= tolerance
                else true
            end
        ) as mends_sums,
        bool_and(
            kind <> 'rate'
            or abs(scale * other_first / nullif(other_second, 0) - other_value) <= tolerance
        ) as mends_rates
    from tried
    group by all
),

-- Sums that fail and share a figure fail together: what mends one and not the others is no cure.
related as (
    select distinct
        reckoning.relation,
        reckoning.edition,
        reckoning.ordinal as anchor,
        other.relation as other_relation,
        other.ordinal as other_anchor
    from reckoning
    inner join reckoning as other
        on
            reckoning.edition = other.edition
            and list_has_any(
                [reckoning.ordinal] || reckoning.others, [other.ordinal] || other.others
            )
    where
        reckoning.kind = 'sum' and reckoning.off and not reckoning.loose
        and other.kind = 'sum' and other.off and not other.loose
),

best as (
    select judged.*
    from judged
    where
        judged.mends_sums
        and not exists (
            select 1
            from related
            where
                related.relation = judged.relation
                and related.edition = judged.edition
                and related.anchor = judged.anchor
                and not exists (
                    select 1
                    from taking_part
                    where
                        taking_part.relation = related.other_relation
                        and taking_part.edition = judged.edition
                        and taking_part.anchor = related.other_anchor
                        and taking_part.ordinal = judged.ordinal
                )
        )
    qualify
        judged.mends_rates
        or not bool_or(judged.mends_rates)
            over (partition by judged.relation, judged.edition, judged.anchor)
)

select
    relation,
    edition,
    anchor,
    count(*) as ways,
    string_agg(
        coalesce(category, major, name) || ' ' || plain(value, places) || '→'
        || plain(value + change, places),
        '，或 '
        order by ordinal
    ) as written
from best
group by relation, edition, anchor;
