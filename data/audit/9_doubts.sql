-- The figures that carry a mark of doubt wherever they are shown: doubted and not yet answered for,
-- or corrected. A mere hint casts no doubt. Read once the answers are in.
create temp view marked_figure as
with correction as (
    select * from answer
    where answer = 'corrected'
),

marked as (
    select
        figure.* exclude (finding, position, is_doubted),
        finding.finding,
        correction.finding is not null as corrected
    from finding
    inner join standing_figure as figure on finding.finding = figure.finding
    left join correction
        on
            finding.edition = correction.edition
            and finding.finding = correction.finding
            and finding.edition = figure.edition
            and figure.indicator = correction.indicator
            and figure.period = correction.period
            and figure.major is not distinct from correction.major
            and figure.category is not distinct from correction.category
    where
        figure.is_doubted
        and (
            correction.finding is not null
            or not exists (
                select 1
                from answer
                where answer.edition = finding.edition and answer.finding = finding.finding
            )
        )
    union all
    -- A correction goes on where a later edition prints the figure again, and nothing that would
    -- contradict it.
    select
        figure.*,
        correction.finding,
        true as corrected
    from correction
    inner join finding
        on correction.finding = finding.finding and correction.edition <> finding.edition
    inner join latest_observation as figure
        on
            correction.edition = figure.edition
            and correction.indicator = figure.indicator
            and correction.period = figure.period
            and correction.major is not distinct from figure.major
            and correction.category is not distinct from figure.category
)

select
    marked.indicator,
    marked.period,
    marked.major,
    marked.category,
    any_value(finding.finding order by finding.ordinal) as finding,
    any_value(finding_cause.cause order by finding.ordinal) as cause,
    string_agg(finding.severity || '：' || finding.message, ' ' order by finding.ordinal) as doubt,
    bool_or(marked.corrected) as corrected
from marked
inner join finding on marked.finding = finding.finding
inner join finding_cause on finding.finding = finding_cause.finding
group by marked.indicator, marked.period, marked.major, marked.category
order by marked.indicator, marked.period, marked.major, marked.category;
