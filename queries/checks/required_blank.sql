-- title: 必填而空白
-- severity: 错误
-- compares: 附表中打星号的指标，每一栏
-- tolerance: 不允许空白；印作横线的算填了“不适用”
-- compared: compared_required
-- doubts: one
select
    edition,
    ordinal,
    official_table || ' 的“' || name || '”是打星号的必填指标，' || period
    || '一栏是空白；请填写'
    || if(unit = '%', '，没有调查或统计的请写明', '，确实没有的写 0，不适用的写 -') || '。' as message,
    '空白' as arithmetic
from compared_required
where status = 'O'
