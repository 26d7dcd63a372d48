"""What pyarrow says at length when an address cannot be opened or read, as a few words: what, and what to do."""

from __future__ import annotations

import re
from typing import NamedTuple


class AddressFault(NamedTuple):
    what: str
    advice: str = ""
    of_all: bool = False
    """Not of one file: whatever else lies there would fail too, and may succeed later."""


_HADOOP = "install Java and a Hadoop client, and set JAVA_HOME, HADOOP_HOME and CLASSPATH=$(hadoop classpath --glob)"
_KNOWN = (
    (r"NO_SUCH_BUCKET|specified bucket does not exist|Bucket '.*' not found", AddressFault("no such bucket", "see whether its name and endpoint are right")),
    (r"NO_SUCH_KEY|RESOURCE_NOT_FOUND|Path does not exist|HTTP status 404|NOT_FOUND", AddressFault("no such file")),
    (
        r"ACCESS_DENIED|AccessDenied|HTTP status 403|HTTP status 40[01]\) during Head|INVALID_ACCESS_KEY_ID|InvalidAccessKeyId|SIGNATURE_DOES_NOT_MATCH|SignatureDoesNotMatch"
        r"|INVALID_CLIENT_TOKEN_ID|UNRECOGNIZED_CLIENT|MISSING_AUTHENTICATION_TOKEN|ExpiredToken|EXPIRED_TOKEN|PERMISSION_DENIED|UNAUTHENTICATED",
        AddressFault(
            "access is denied",
            "see whether there are credentials (for S3 AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE), whether they still hold, and what they allow",
            of_all=True,
        ),
    ),
    (
        r"HTTP status 301|PermanentRedirect|configured region is",
        AddressFault("the bucket is in another region", "say in which, as in s3://bucket/key?region=eu-west-1", of_all=True),
    ),
    (
        r"Unable to load lib(?:jvm|hdfs)|attempt to load lib(?:jvm|hdfs) failed",
        AddressFault("HDFS needs Hadoop's library, and libhdfs or Java's libjvm is not found", _HADOOP, of_all=True),
    ),
    (r"HDFS connection failed", AddressFault("the HDFS there is not reached", f"see whether its address is right and it runs; else {_HADOOP}", of_all=True)),
    (
        r"Unrecognized filesystem type|built without support for",
        AddressFault("addresses of this kind are not opened", "those that pyarrow knows are: s3://, hdfs://, gs://, abfs://, file://"),
    ),
)  # fmt: skip
_NOT_REACHED = re.compile(r"NETWORK_CONNECTION|REQUEST_TIMEOUT|curlCode: (?:5|6|7|28|35|52|55|56)\b|UNAVAILABLE|[Tt]ransport error")
_WHY = re.compile(r"curlCode: \d+, ([^;]+)")
_URI = re.compile(r"Cannot parse URI|Unexpected query parameter|Missing bucket name|[Ii]nvalid .* URI")


def fault_of(error: BaseException, done: str = "read") -> AddressFault:
    """A failure of `pyarrow.fs`, or of reading what it opened. `done`: what was to be done with it."""
    told = " ".join(str(error).split())
    for words, fault in _KNOWN:
        if re.search(words, told):
            return fault
    if _NOT_REACHED.search(told):
        why = f" ({found[1].strip()})" if (found := _WHY.search(told)) else ""
        return AddressFault(f"the host is not reached{why}", "see whether the network is up and the endpoint right", of_all=True)
    if _URI.search(told):
        return AddressFault(f"is no address that can be opened: {told[:200]}")
    return AddressFault(f"cannot be {done}: {told[:300]}")
