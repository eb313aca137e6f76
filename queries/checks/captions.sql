-- title: 同一标题在目录与正文印得不同
-- severity: 存疑
-- finds: 矛盾
-- compares: 各目录里的章节、图、表、案例和附表的标题，与它们在正文里的标题；同一目录里不同编号的标题
-- tolerance: 只比较文字和数字，空格、标点和学校自己的名称不算不同，因为排版时常有出入
-- compared: compared_captions
-- doubts: one
select
    edition,
    -- A wording that was changed in one place misleads nobody; a number on the wrong table does.
    case when belongs_to is null then '提示' else '存疑' end as severity,
    title as printed,
    case
        when not differs
            then
                item || '和' || other_item || '在' || list || '里是同一个标题「' || title
                || '」；若是续表，请注明。'
        when belongs_to is not null
            then
                item || '在' || list || '里是「' || title || '」，在正文里是「' || other_title
                || '」；正文里的「' || title || '」是' || belongs_to || '。'
        else
            item || '在' || list || '里是「' || title || '」，在正文里是「' || other_title || '」。'
    end as message,
    case when differs then '「' || title || '」≠「' || other_title || '」' end as arithmetic,
    source,
    page,
    other_source,
    other_page,
    list || ' ' || item || case when differs then '' else ' ' || other_item end as detail
from compared_captions
where differs or (item <> other_item and belongs_to is not null)
