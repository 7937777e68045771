// Says with a form which time zone its reader lives in. Without it the form says nothing, and days are counted in UTC.
"use strict";
for (const field of document.querySelectorAll("[data-zone][type=hidden]")) {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
}
