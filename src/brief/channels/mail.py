"""Mail: the built message to one address, through a server with TLS.

The envelope is all that is added: a `To:` line on top, the attachments around the message, and `X-Unsent`, which opens
the file as a draft, is left out.
"""

from __future__ import annotations

import base64
import re
import smtplib
import ssl
from contextlib import suppress
from typing import TYPE_CHECKING

from brief.channels.base import InDoubtError, NotDeliveredError, Transport

if TYPE_CHECKING:
    from collections.abc import Iterable

    from brief.channels.base import Attached, Outlet, Parcel
    from brief.desk import MailChannel

_SECONDS = 30.0
"""How long the server may take for each answer; RFC 5321, 4.5.3.2 grants minutes, too long for a person."""
_HEADERS = re.compile(rb"(?:[^\r\n]+\r\n)(?:[ \t][^\r\n]*\r\n)*")
_OF_BODY = (b"content-type:", b"content-transfer-encoding:")


def enveloped(message: bytes, to: str, attached: Iterable[Attached] = ()) -> bytes:
    """The message with its addressee on top, and with what is attached around it (RFC 2046, 5.1.3)."""
    head, _, body = message.partition(b"\r\n\r\n")
    fields = [field for field in _HEADERS.findall(head + b"\r\n") if not field.lower().startswith(b"x-unsent:")]
    own = b"".join(field for field in fields if field.lower().startswith(_OF_BODY))
    rest = b"".join(field for field in fields if not field.lower().startswith(_OF_BODY))
    top = f"To: {to}\r\n".encode() + rest
    files = tuple(attached)
    if not files:
        return top + own + b"\r\n" + body
    # The message's own boundaries are made of hashes; this one's characters stand in none of them.
    mark = b"=_attached_" + base64.b16encode(_digest(message)[:12])
    parts = [own + b"\r\n" + body, *map(_part, files)]
    inner = b"".join(b"--" + mark + b"\r\n" + part.removesuffix(b"\r\n") + b"\r\n" for part in parts)
    return top + b'Content-Type: multipart/mixed; boundary="' + mark + b'"\r\n\r\n' + inner + b"--" + mark + b"--\r\n"


def _digest(message: bytes) -> bytes:
    from hashlib import sha256

    return sha256(message).digest()


def _part(file: Attached) -> bytes:
    head = (
        f'Content-Type: {file.media_type}; name="{file.name}"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="{file.name}"\r\n\r\n'
    )
    return head.encode() + base64.encodebytes(file.data).replace(b"\n", b"\r\n")


def _send(outlet: Outlet, parcel: Parcel) -> str:
    settings = outlet.settings
    sender = outlet.desk.sender
    if sender is None:
        raise NotDeliveredError("a mail needs a sender, and the desk names none", hint="sender: {name, email}")
    message = enveloped(parcel.data, settings.to, parcel.attached)
    try:
        server = _greeted(settings)
    except ssl.SSLCertVerificationError as error:
        raise NotDeliveredError(
            f"{settings.host} cannot be trusted: {error.verify_message}",
            hint="nothing was sent; the certificate of a server of your own is named in SSL_CERT_FILE",
        ) from None
    except (OSError, smtplib.SMTPException) as error:
        raise NotDeliveredError(_refused(outlet, error), hint="nothing was sent; is it the right port?") from None
    try:
        _prepare(server, outlet, sender.email)
        return _hand_over(server, outlet, message)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


def _greeted(settings: MailChannel) -> smtplib.SMTP:
    """A connection in which everything said is encrypted."""
    context = ssl.create_default_context()
    if settings.tls == "tls":
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=_SECONDS, context=context)
    server = smtplib.SMTP(settings.host, settings.port, timeout=_SECONDS)
    try:
        server.starttls(context=context)
    except BaseException:
        server.close()
        raise
    return server


def _prepare(server: smtplib.SMTP, outlet: Outlet, sender: str) -> None:
    """Log in, and say from whom and to whom; nothing is delivered yet."""
    settings = outlet.settings
    try:
        if settings.user:
            server.login(settings.user, outlet.secret.value)
        else:
            server.ehlo_or_helo_if_needed()
        for code, words in (server.mail(sender), server.rcpt(settings.to)):
            if code >= 400:  # noqa: PLR2004  (RFC 5321, 4.2.1)
                raise smtplib.SMTPResponseException(code, words)
    except (OSError, smtplib.SMTPException) as error:
        raise NotDeliveredError(_refused(outlet, error)) from None


def _hand_over(server: smtplib.SMTP, outlet: Outlet, message: bytes) -> str:
    """Hand the message over; the server's answer to its last line is what counts (RFC 5321, 4.2.5)."""
    settings = outlet.settings
    try:
        code, words = server.data(message)
    except smtplib.SMTPDataError as error:
        raise NotDeliveredError(_refused(outlet, error)) from None
    except (OSError, smtplib.SMTPException):
        raise InDoubtError(f"{settings.host} broke off before it said whether it took the message") from None
    if code != 250:  # noqa: PLR2004  (the one answer that takes it)
        raise NotDeliveredError(_refused(outlet, smtplib.SMTPResponseException(code, words)))
    found = re.search(rb"(?i)queued as ([\w.-]+)", words)
    return found[1].decode() if found else ""


def _refused(outlet: Outlet, error: Exception) -> str:
    settings = outlet.settings
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        return f"{settings.host} answered {error.smtp_code}: {outlet.secret.told(words)}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return f"{settings.host} offers no TLS, or no way to log in"
    if isinstance(error, TimeoutError):
        return f"{settings.host} did not answer within {_SECONDS:.0f} seconds"
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "the connection broke"
    return f"{settings.host}:{settings.port} cannot be reached: {outlet.secret.told(reason.encode())}"


def _whom(settings: MailChannel) -> str:
    return f"{settings.to} through {settings.host}:{settings.port}"


ROW = Transport(kind="mail", send=_send, whom=_whom)
