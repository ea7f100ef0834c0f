"""`python -m presswork.codes`: the manual's page of findings."""

from presswork.codes import as_markdown

print(as_markdown(), end="")
