"""The API's endpoints, one file a subject. docs/api.md tells what each means."""
