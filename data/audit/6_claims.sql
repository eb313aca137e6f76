-- What the prose says about the figures, held against the figures the report itself prints, and
-- the captions of its lists against those at their places. Run once the rows are in; the checks in
-- queries/checks/ read what is judged here.

-- How many digits were printed after the point: 2 of 98.40%, none of 18:1 or 300多名.
create temp macro digits_of(printed) as
cast(length(regexp_extract(printed, '[0-9][.]([0-9]+)', 1)) as integer);

-- A number of a claim as people write it: 83, 97.92.
create temp macro stated_text(number) as regexp_replace(cast(number as varchar), '[.]0$', '');

-- A number said and a number printed are the same where they agree as far as both were printed:
-- 98.4 is 98.40, and 61562 is 61562.37 for who prints no digits.
create temp macro same_number(said, value, printed) as
round(said, least(digits_of(stated_text(said)), digits_of(printed)))
= round(value, least(digits_of(stated_text(said)), digits_of(printed)));

-- One verdict a claim. Only figures of the same edition count, only what is printed (a blank and a
-- dash are no value), and of each year the one period the claim names by its term; 2016—2024届 is
-- many years in one and belongs to no series.
create table claim_verdict as
with nature (assertion, moves, from_start, to_end, throughout, tail) as (
    -- Compares periods, so two are needed. Needs the figure of first_year; of last_year. Speaks of
    -- every year between, so that one missing leaves it open. How a refutation ends.
    values
    ('rises', true, true, true, false, '，没有上升'),
    ('falls', true, true, true, false, '，没有下降'),
    ('rises_each', true, false, false, true, '，并非逐期上升'),
    ('falls_each', true, false, false, true, '，并非逐期下降'),
    ('from_to', true, true, true, false, '，而不是'),
    ('equals', false, false, true, false, '，而不是'),
    ('at_least', false, false, true, false, '，低于所说的'),
    ('at_most', false, false, true, false, '，高于所说的'),
    ('each_at_least', false, false, false, true, '，低于所说的'),
    ('each_at_most', false, false, false, true, '，高于所说的'),
    ('highest', true, false, true, true, '，高于最后一期'),
    ('lowest', true, false, true, true, '，低于最后一期')
),

printed as (
    select
        claim.edition,
        claim.claim,
        claim.assertion,
        claim.value as said_first,
        coalesce(claim.value_to, claim.value) as said_last,
        claim.source as claim_source,
        nature.* exclude (assertion),
        observation.ordinal,
        observation.period,
        observation.year,
        observation.major,
        observation.value,
        observation.printed,
        observation.status,
        status.is_doubtful,
        indicator.indicator,
        indicator.unit,
        indicator.name || coalesce('（' || claim.category || '）', '')
        || coalesce('（' || claim.major || '）', '') as what,
        greatest(indicator.decimals, digits_of(observation.printed)) as decimals
    from claim
    inner join nature on claim.assertion = nature.assertion
    inner join indicator on claim.indicator = indicator.indicator
    inner join observation
        on
            claim.edition = observation.edition
            and claim.indicator = observation.indicator
            and claim.category is not distinct from observation.category
            and claim.major is not distinct from observation.major
    inner join status on observation.status = status.status
    where
        coalesce(claim.term, '')
        = regexp_extract(observation.period, '(春季|秋季|第一学期|第二学期)$')
        and observation.period not like '%—%'
        and observation.year between coalesce(claim.first_year, observation.year)
        and coalesce(claim.last_year, observation.year)
),

placed as (
    select
        *,
        row_number() over forward = 1 as is_first,
        row_number() over backward = 1 as is_last,
        printf('%.' || decimals || 'f', value) as shown
    from printed
    where value is not null
    window
        forward as (partition by edition, claim order by year, ordinal),
        backward as (partition by edition, claim order by year desc, ordinal desc)
),

-- The figures a claim stands or falls with: the last, the first and the last, or all of them.
used as (
    select
        *,
        case when is_first and assertion = 'from_to' then said_first else said_last end as said,
        lag(value) over forward as before,
        lag(period) over forward as period_before,
        lag(shown) over forward as shown_before,
        last_value(value) over whole as final
    from placed
    where throughout or is_last or (from_start and is_first)
    window
        forward as (partition by edition, claim order by year, ordinal),
        whole as (
            partition by edition, claim order by year, ordinal
            rows between unbounded preceding and unbounded following
        )
),

judged as (
    select
        *,
        -- Which figure refutes the claim. NULL, as of the first period's rise, refutes nothing.
        coalesce(
            case assertion
                when 'rises' then value <= before
                when 'falls' then value >= before
                when 'rises_each' then value <= before
                when 'falls_each' then value >= before
                when 'from_to' then not same_number(said, value, printed)
                when 'equals' then not same_number(said, value, printed)
                when 'at_least' then value < said
                when 'at_most' then value > said
                when 'each_at_least' then value < said
                when 'each_at_most' then value > said
                when 'highest' then value > final
                when 'lowest' then value < final
            end,
            false
        ) as wrong
    from used
),

worded as (
    select
        *,
        case
            when starts_with(assertion, 'rises') or starts_with(assertion, 'falls')
                then
                    period || '比' || period_before
                    || case
                        when value > before then '上升'
                        when value < before then '下降'
                        else '没有变化'
                    end
                    || case
                        when value <> before
                            then
                                printf('%.' || decimals || 'f', abs(value - before))
                                || case unit when '%' then '个百分点' else unit end
                        else ''
                    end
            else period || '为' || shown || unit
        end as told,
        case
            when starts_with(assertion, 'rises') or starts_with(assertion, 'falls')
                then
                    shown || '−' || shown_before || '='
                    || replace(printf('%.' || decimals || 'f', value - before), '-', '−')
            when assertion in ('from_to', 'equals') then shown || '≠' || stated_text(said)
            when assertion in ('highest', 'lowest')
                then
                    shown || case when value > final then '>' else '<' end
                    || printf('%.' || decimals || 'f', final)
            else shown || case when value > said then '>' else '<' end || stated_text(said)
        end as reckoned
    from judged
),

-- Where the numbers said are not those of this figure: the one other they are those of, if any.
stand_in as (
    select
        worded.edition,
        worded.claim,
        indicator.name || coalesce('（' || observation.category || '）', '') as what
    from worded
    inner join observation
        on
            worded.edition = observation.edition
            and worded.year = observation.year
            and worded.major is not distinct from observation.major
            and regexp_extract(worded.period, '[^0-9]*$')
            = regexp_extract(observation.period, '[^0-9]*$')
            and worded.indicator <> observation.indicator
    inner join indicator
        on
            observation.indicator = indicator.indicator
            and worded.unit = indicator.unit
            -- The same sentence entered as a figure of its own says nothing new.
            and indicator.same_as is null
            and worded.claim_source <> observation.source
    where
        worded.assertion in ('from_to', 'equals')
        and same_number(worded.said, observation.value, observation.printed)
    group by
        worded.edition, worded.claim, worded.assertion, indicator.name, observation.category
    having count(distinct worded.is_last) = case worded.assertion when 'from_to' then 2 else 1 end
    qualify count(*) over (partition by worded.edition, worded.claim) = 1
),

summed as (
    select
        edition,
        claim,
        any_value(what) as what,
        count(*) as figures,
        min(year) as start_year,
        max(year) as end_year,
        bool_or(wrong) as refuted,
        -- Figures before and after a break in the series are not of one kind.
        bool_or(moves and status = 'B' and not is_first) as broken,
        bool_or(is_doubtful) as doubtful,
        list(ordinal order by year, ordinal) as ordinals,
        string_agg(period || ' ' || shown, ' → ' order by year, ordinal) as path,
        string_agg(period, '、' order by year, ordinal) as periods,
        string_agg(told, '、' order by year, ordinal) filter (where wrong)
        || any_value(tail)
        || case any_value(assertion)
            when 'from_to'
                then
                    '“' || stated_text(any_value(said_first)) || '到'
                    || stated_text(any_value(said_last)) || '”'
            else coalesce(stated_text(any_value(said_last)) || any_value(unit), '')
        end as refutation,
        string_agg(reckoned, '，' order by year, ordinal) filter (
            where wrong or (assertion in ('rises', 'falls') and is_last)
        ) as reckoning,
        -- What the prose says of the first figure that refutes it; a movement says nothing of one.
        arg_min(said, (year, ordinal)) filter (where wrong) as said,
        -- The figure to look at: the first that refutes the claim, else the last that bears it out.
        coalesce(
            arg_min(ordinal, (year, ordinal)) filter (where wrong),
            arg_max(ordinal, (year, ordinal))
        ) as ordinal
    from worded
    group by edition, claim
),

settled as (
    select
        claim.*,
        summed.* exclude (edition, claim, ordinal),
        summed.ordinal as figure,
        stand_in.what as stand_in,
        exists(
            select 1 from printed
            where printed.edition = claim.edition and printed.claim = claim.claim
        ) as has_row,
        case
            when summed.figures is null then '无法核对'
            when nature.moves and (summed.figures < 2 or summed.broken) then '无法核对'
            when nature.from_start and summed.start_year > claim.first_year then '无法核对'
            when nature.to_end and summed.end_year < claim.last_year then '无法核对'
            when summed.refuted then '不属实'
            when
                nature.throughout
                and summed.figures
                <= coalesce(claim.last_year, summed.end_year)
                - coalesce(claim.first_year, summed.start_year)
                then '无法核对'
            else '属实'
        end as verdict
    from claim
    left join nature on claim.assertion = nature.assertion
    left join summed on claim.edition = summed.edition and claim.claim = summed.claim
    left join stand_in on claim.edition = stand_in.edition and claim.claim = stand_in.claim
)

select
    settled.edition,
    settled.claim,
    settled.verdict,
    settled.path || coalesce('；' || settled.reckoning, '') as evidence,
    case
        when settled.assertion = 'vague' then '原文只有形容，没有给出可以比较的数。'
        when settled.indicator is null then '报告没有印出可以与这句话对照的数。'
        when settled.figures is null and settled.has_row
            then '「' || indicator.name || '」在报告里是空白或横线，没有数可比。'
        when settled.figures is null
            then '报告没有印出这一时期的「' || indicator.name || '」。'
        when settled.verdict = '无法核对' and settled.broken
            then '「' || settled.what || '」其间换了口径，前后不能相比。'
        when settled.verdict = '无法核对'
            then '「' || settled.what || '」只印了' || settled.periods || '，其余各期无从核对。'
        when settled.verdict = '不属实'
            then
                '「' || settled.what || '」' || settled.refutation
                || coalesce(
                    case settled.assertion when 'from_to' then '；这两个数是「' else '；这个数是「' end
                    || settled.stand_in || '」',
                    ''
                ) || '。'
        else '「' || settled.what || '」所印的数与这句话相符。'
    end
    || case when settled.doubtful then '所据的数中有的本身存疑，见其备注。' else '' end as reason,
    coalesce(settled.ordinals, []) as ordinals,
    settled.figure as ordinal,
    settled.said,
    observation.source as other_source,
    observation.page as other_page
from settled
left join indicator on settled.indicator = indicator.indicator
left join observation
    on settled.edition = observation.edition and settled.figure = observation.ordinal
order by settled.edition, settled.ordinal;

create view compared_claims as
select * from claim_verdict
where verdict <> '无法核对';

-- Every caption in a list of contents beside the one at its place, and every numbered caption
-- beside an earlier one of the same list with the same title. Only letters and digits are
-- compared, and the school's own name may be there or not.
create view compared_captions as
with caption as (
    select
        fact.edition,
        fact.ordinal,
        fact.item,
        fact.kind,
        fact.grouping as list,
        fact.detail as title,
        fact.source,
        fact.page,
        regexp_replace(replace(fact.detail, edition.school, ''), '[^\p{L}\p{N}]', '', 'g') as words
    from fact
    inner join edition on fact.edition = edition.edition
    where fact.topic = 'caption'
),

at_place as (
    select * from caption
    where list = '正文'
)

select
    listed.edition,
    listed.item,
    listed.list,
    listed.title,
    listed.source,
    listed.page,
    at_place.item as other_item,
    at_place.title as other_title,
    at_place.source as other_source,
    at_place.page as other_page,
    listed.words <> at_place.words as differs,
    -- The title stands over something else.
    (
        select min(another.item)
        from at_place as another
        where
            another.edition = listed.edition
            and another.kind = listed.kind
            and another.item <> listed.item
            and another.words = listed.words
    ) as belongs_to
from caption as listed
inner join at_place on listed.edition = at_place.edition and listed.item = at_place.item
where listed.list <> '正文'
union all
select
    later.edition,
    later.item,
    later.list,
    later.title,
    later.source,
    later.page,
    earlier.item as other_item,
    earlier.title as other_title,
    earlier.source as other_source,
    earlier.page as other_page,
    false as differs,
    earlier.item as belongs_to
from caption as later
left join caption as earlier
    on
        later.edition = earlier.edition
        and later.list = earlier.list
        and later.kind = earlier.kind
        and later.words = earlier.words
        and later.ordinal > earlier.ordinal
-- Chapters and sections may well be called alike: each chapter may have its 概况.
where later.kind not in ('章', '节')
qualify row_number() over (partition by later.edition, later.ordinal order by earlier.ordinal) = 1;
