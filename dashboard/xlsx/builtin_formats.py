"""The number formats that a workbook uses by number alone.

Those that depend on the system's country are left out, or cut to the part that does not. 27 to 36
and 50 to 58 are Chinese dates without a year or without a day, but for 31.
"""

_LOCAL = "[?]"
BUILTIN_FORMATS = (
    dict(enumerate(("General", "0", "0.00", "#,##0", "#,##0.00")))
    | dict(enumerate(("0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??"), 9))
    | dict(enumerate(("yyyy/m/d", "d-mmm-yy", "d-mmm", "mmm-yy"), 14))
    | dict(enumerate(("h:mm", "h:mm:ss", "h:mm", "h:mm:ss", "yyyy/m/d h:mm"), 18))
    | dict(enumerate(("mm:ss", "[h]:mm:ss", "mmss.0", "##0.0E+0", "@"), 45))
    | dict.fromkeys((37, 38), f"#,##0_ ;{_LOCAL}")
    | dict.fromkeys((39, 40), f"#,##0.00_ ;{_LOCAL}")
    | {
        41: f'_ * #,##0_ ;{_LOCAL};_ * "-"_ ;_ @_ ',
        43: f'_ * #,##0.00_ ;{_LOCAL};_ * "-"??_ ;_ @_ ',
    }
    | dict.fromkeys((*range(27, 37), *range(50, 59)), 'm"月"d"日"')
    | {31: 'yyyy"年"m"月"d"日"'}
)
