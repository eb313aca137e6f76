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
