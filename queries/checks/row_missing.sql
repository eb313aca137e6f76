-- title: 附表缺行
-- severity: 错误
-- finds: 空缺
-- compares: 附表的法定行次，与本版报告录入的行
-- tolerance: 打星号的行缺失为错误，其余为存疑
-- compared: compared_cells
-- doubts: one
select
    edition,
    if(required, '错误', '存疑') as severity,
    indicator,
    period,
    official_table || ' 的“' || name || '”' || period || '一栏没有录入；请对照原表补上（空白也要录成空白）。'
        as message,
    '缺行' as arithmetic,
    printed_line as source
from compared_cells
where ordinal is null
