-- title: 各类核查
-- unit: 次
-- description: 每一类核查比较什么、允许差多少、在这一版报告里比对了多少次、发现多少处。同出一因的计一处，
--   牵涉几类的各类都计；“牵涉”是对不上的次数，“占比对”是它所占的比例，修订一项即重印的数改了多少。比对次数为 0 的，
--   是报告里还没有可比的数。
-- key: check_title
-- source: 核查规则
-- table: listing
select
    audit_check.title as check_title,
    audit_check.compares,
    audit_check.tolerance,
    audit_count.comparisons,
    count(distinct finding.cause) as causes,
    count(finding.finding) as findings,
    round(100 * count(finding.finding) / nullif(max(audit_count.comparisons), 0), 1) as findings_pct
from audit_check
inner join audit_count on audit_check.check_id = audit_count.check_id
left join finding_of_cause as finding
    on audit_check.check_id = finding.check_id and audit_count.edition = finding.edition
where audit_count.edition = $edition
group by all
order by any_value(audit_check.ordinal)
