"""附表: the six appended tables in the official form and order."""

from dashboard.outline import forms
from dashboard.ui import parts

parts.show_page(forms.outline)
