-- rate: the result is scale × numerator ÷ denominator, to half of the last digit printed.
create temp table rate_comparison as
select
    figure.* exclude (total, doubtful, loose, others),
    figure.total as numerator,
    denominator,
    figure.doubtful or denominator.shaky as doubtful,
    figure.loose or denominator.loose as loose,
    list_filter(
        figure.total.ordinals || denominator.ordinals, lambda one: one <> figure.ordinal
    ) as others,
    figure.value / figure.scale * denominator.value as people,
    figure.scale * figure.total.value / denominator.value as recomputed,
    recomputed - figure.value as difference,
    0.5 / power(10, figure.places) + 1e-9 as tolerance,
    abs(difference) > tolerance as off,
    is_cut_off(figure.value, recomputed, figure.places) as cut_off
from with_total('rate', 'numerator') as figure
inner join operand_total as denominator
    on
        figure.relation = denominator.relation
        and figure.edition = denominator.edition
        and figure.ordinal = denominator.compared
        and denominator.role = 'denominator'
where figure.total.complete and denominator.complete and denominator.value > 0;

create temp view compared_rates as
select * from rate_comparison
where not loose;

create temp view wrong_rate as
select * from compared_rates
where off;
