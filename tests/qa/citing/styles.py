"""Small styles of the Citation Style Language, made up: one that cites in notes, one that cites in the text."""

from __future__ import annotations

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0" default-locale="{locale}">
<info><title>{title}</title><id>http://loccit.test/{kind}</id><updated>2026-11-26T00:00:00+00:00</updated></info>
"""
AUTHOR = """<macro name="author"><names variable="author"><name form="{form}" and="text"/><substitute><text variable="title"/>
</substitute></names></macro>
"""
NOTES = f"""{HEAD.format(kind="note", locale="en-US", title="Harbour Notes")}{AUTHOR.format(form="short")}
<citation et-al-min="3" et-al-use-first="1"><layout suffix="." delimiter="; "><choose>
<if position="ibid"><text term="ibid"/></if>
<else-if position="subsequent"><group delimiter=": "><text macro="author"/><text variable="title" form="short"/>
<text variable="locator"/></group></else-if>
<else><group delimiter=" / "><text macro="author"/><text variable="title" font-style="italic"/><text variable="locator"/></group>
</else></choose></layout></citation>
<bibliography><sort><key macro="author"/></sort><layout suffix="!"><group delimiter=" = "><text macro="author"/>
<text variable="title"/></group></layout></bibliography>
</style>
"""
IN_TEXT = f"""{HEAD.format(kind="in-text", locale="de-DE", title="Hafentext")}{AUTHOR.format(form="short")}
<citation et-al-min="3" et-al-use-first="1"><layout prefix="[" suffix="]" delimiter="; ">
<group delimiter=" "><text macro="author"/><group delimiter=" "><label variable="locator" form="short"/>
<text variable="locator"/></group></group></layout></citation>
</style>
"""
DEPENDENT = f"""{HEAD.format(kind="note", locale="en-US", title="Another")}</style>""".replace(
    "</info>", '<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info>'
)
