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

SECONDS = 30.0
"""How long the server may take for each answer; RFC 5321, 4.5.3.2 grants minutes, too long for a person."""
_DONE, _REFUSED = 250, 400
"""The one answer that takes a message, and those from which on something is refused (RFC 5321, 4.2.1)."""
_HEADERS = re.compile(rb"(?:[^\r\n]+\r\n)(?:[ \t][^\r\n]*\r\n)*")
_OF_BODY = (b"content-type:", b"content-transfer-encoding:")


def enveloped(message: bytes, to: str, attached: Iterable[Attached] = ()) -> bytes:
    """The message with its addressee on top, and with what is attached around it (RFC 2046, 5.1.3)."""
    head, _, body = message.partition(b"\r\n\r\n")
    fields = [field for field in _HEADERS.findall(head + b"\r\n") if not field.lower().startswith(b"x-unsent:")]
    first = f"To: {to}\r\n".encode()
    files = tuple(attached)
    if not files:
        return first + b"".join(fields) + b"\r\n" + body
    own = b"".join(field for field in fields if field.lower().startswith(_OF_BODY))
    top = first + b"".join(field for field in fields if not field.lower().startswith(_OF_BODY))
    # The message's own boundaries are made of hashes; this one's characters stand in none of them.
    mark = b"=_attached_" + base64.b16encode(_digest(message)[:12])
    parts = [own + b"\r\n" + body, *map(_part, files)]
    inner = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts)
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
    """The server's name for the message in its queue, where it says one."""
    settings, sender = outlet.settings, outlet.desk.sender
    if sender is None:
        raise NotDeliveredError("a mail needs a sender, and the desk names none", hint="sender: {name, email}")
    message = _wrapped(outlet, parcel)
    server = _greeted(settings)
    try:
        _prepare(server, outlet, ascii_address(sender.email))
        return _hand_over(server, outlet, message)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


def _wrapped(outlet: Outlet, parcel: Parcel) -> bytes:
    return enveloped(parcel.data, ascii_address(outlet.settings.to), parcel.attached)


def ascii_address(address: str) -> str:
    """An address with its host in ASCII (RFC 3490); its name stays as it is."""
    local, _, host = address.rpartition("@")
    try:
        return f"{local}@{host.encode('idna').decode()}"
    except UnicodeError:
        return address


def _greeted(settings: MailChannel) -> smtplib.SMTP:
    """A connection in which everything said is encrypted. Raises NotDeliveredError."""
    context = ssl.create_default_context()
    host, port = settings.host, settings.port
    try:
        if settings.tls == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
        server = smtplib.SMTP(host, port, timeout=SECONDS)
        try:
            server.starttls(context=context)
        except BaseException:
            server.close()
            raise
    except ssl.SSLError as error:
        reason = getattr(error, "verify_message", "") or "it does not speak TLS as it should"
        raise NotDeliveredError(
            f"{host} cannot be trusted: {reason}",
            hint="nothing was sent; the certificate of a server of your own is named in SSL_CERT_FILE",
        ) from None
    except smtplib.SMTPNotSupportedError:
        raise NotDeliveredError(
            f"{host} offers no TLS", hint="nothing was sent; is port 465 with tls: tls meant?"
        ) from None
    except smtplib.SMTPResponseException as error:
        raise NotDeliveredError(f"{host} answered {error.smtp_code} to its first words") from None
    except (OSError, smtplib.SMTPException) as error:
        slow = isinstance(error, TimeoutError)
        said = f"did not answer within {SECONDS:.0f} seconds" if slow else "does not take connections"
        raise NotDeliveredError(f"{host}:{port} {said}", hint="nothing was sent; is it the right port?") from None
    return server


def _prepare(server: smtplib.SMTP, outlet: Outlet, sender: str) -> None:
    """Log in, and say from whom and to whom; nothing is delivered yet."""
    settings = outlet.settings
    try:
        if settings.user:
            _log_in(server, outlet)
        server.ehlo_or_helo_if_needed()
        for code, words in (server.mail(sender), server.rcpt(ascii_address(settings.to))):
            if code >= _REFUSED:
                raise NotDeliveredError(f"{settings.host} answered {code}: {outlet.secret.told(words)}")
    except (OSError, smtplib.SMTPException):
        raise NotDeliveredError(f"{settings.host} broke off before the message was sent") from None


def _log_in(server: smtplib.SMTP, outlet: Outlet) -> None:
    """Say who is there; a server's words on that are not passed on, for they may hold what it was told."""
    host, name = outlet.settings.host, outlet.secret.name
    try:
        server.login(outlet.settings.user, outlet.secret.value)
    except smtplib.SMTPResponseException as error:
        message = f"{host} answered {error.smtp_code} to the name and password"
        raise NotDeliveredError(message, hint=f"{name} is not, or no longer, valid") from None
    except smtplib.SMTPServerDisconnected:
        raise NotDeliveredError(f"{host} broke off at the name and password", hint=f"is {name} still valid?") from None
    except smtplib.SMTPException:
        raise NotDeliveredError(f"{host} offers no way to log in", hint="leave out user: and secret_env:") from None
    except UnicodeError:
        raise NotDeliveredError(f"{name} holds more than ASCII, which {host} cannot be told") from None


def _hand_over(server: smtplib.SMTP, outlet: Outlet, message: bytes) -> str:
    """Hand the message over; the server's answer to its last line is what counts (RFC 5321, 4.2.5)."""
    host = outlet.settings.host
    try:
        code, words = server.data(message)
    except smtplib.SMTPDataError as error:
        code, words = error.smtp_code, _octets(error.smtp_error)
    except (OSError, smtplib.SMTPException):
        raise InDoubtError(f"{host} broke off before it said whether it took the message") from None
    if code != _DONE:
        raise NotDeliveredError(f"{host} answered {code}: {outlet.secret.told(words)}")
    found = re.search(rb"(?i)queued as ([\w.-]+)", words)
    return found[1].decode() if found else ""


def _octets(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode()


def _refuses(outlet: Outlet, _: Parcel) -> tuple[str, str] | None:
    address = outlet.settings.to
    if ascii_address(address).isascii():
        return None
    return f"{address!r} is an address that few mail servers know", "name one in ASCII"


def _whom(settings: MailChannel) -> str:
    return f"{settings.to} through {settings.host}:{settings.port}"


ROW = Transport(kind="mail", send=_send, whom=_whom, refuses=_refuses, wrapped=_wrapped)
