"""The workbench: a web application over the store, served on the loopback address unless accounts are used.

`bench` holds what a server works with, `application` makes the web application of it, `endpoints` has one file a subject.
Requests are checked by pydantic at the edge; answers are frozen records, encoded by msgspec.
"""
