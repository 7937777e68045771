"""What the lists of the administration have in common: rows to look at, and to choose from for an action."""

import re
from typing import Any, ClassVar

from django.contrib.admin import ModelAdmin, SimpleListFilter, display
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.forms import CheckboxInput
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.admin.masking import masked

ROW = re.compile("[0-9]{1,18}")


class InWords(SimpleListFilter):
    """A filter by one column whose values are shown in *words*."""

    words: ClassVar[dict[Any, Any]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Every value there is."""
        return [(str(value), said) for value, said in self.words.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the chosen value."""
        return queryset.filter(**{str(self.parameter_name): self.value()}) if self.value() else queryset


class Listing(ModelAdmin):  # type: ignore[type-arg]  # Django's own takes no argument
    """A list called *title* to look at, with its actions. Nothing can be added, changed or deleted, and no row has a
    page of its own. Of whom it is about, a row shows its *address*, masked.
    """

    title: ClassVar[Any]
    address: "ClassVar[staticmethod[[Any], str]]"
    list_display_links = None
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        """The list and nothing else."""
        view = self.admin_site.admin_view(self.changelist_view)
        return [path("", view, name=f"programs_{self.opts.model_name}_changelist")]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, or the action on some of it. Django reads the chosen rows as they come: 400 where one is none."""
        if not all(map(ROW.fullmatch, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("a row that is none")
        answer: HttpResponse = super().changelist_view(request, (extra_context or {}) | {"title": self.title})
        return answer

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the filters offer: an address could otherwise ask for columns that are not shown."""
        return lookup in {one.parameter_name for one in self.list_filter}  # type: ignore[union-attr]  # all are ours

    @display(description=gettext_lazy("choose"))
    def action_checkbox(self, obj: Any) -> SafeString:
        """Django's own names the row by what it is about, which is of the diary."""
        label = _("Choose the mail to %(address)s") % {"address": self.recipient(obj)}
        attrs = {"class": "action-select", "aria-label": label}
        return CheckboxInput(attrs, lambda value: False).render(ACTION_CHECKBOX_NAME, str(obj.pk))

    @display(description=gettext_lazy("to"))
    def recipient(self, obj: Any) -> str:
        return masked(self.address(obj))
