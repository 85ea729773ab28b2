"""An example client of Douchette in Python: 3.9 or newer, the standard library alone.

    DOUCHETTE_URL=http://localhost:8787 DOUCHETTE_KEY=dchk_... python3 docs/clients/douchette.py find SN-000042
    DOUCHETTE_URL=... DOUCHETTE_KEY=... python3 docs/clients/douchette.py receive PC-PRO14 SN-000042
    DOUCHETTE_WEBHOOK_SECRET=whsec_... PORT=3000 python3 docs/clients/douchette.py listen
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer

BASE = os.environ.get("DOUCHETTE_URL", "http://localhost:8787")
KEY = os.environ.get("DOUCHETTE_KEY", "")
TOLERANCE_SECONDS = 300


def ask(path, body=None):
    request = urllib.request.Request(
        BASE + "/api" + path,
        data=None if body is None else json.dumps(body).encode("utf-8"),
        headers={"Authorization": "Bearer " + KEY, "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)
    except urllib.error.HTTPError as fault:
        error = json.load(fault)["error"]
        sys.exit("{} {} {}".format(fault.code, error["code"], error.get("detail", "")))


def find(serial):
    """Scope stock:read: the serials that match, and where each is."""
    for row in ask("/serials?" + urllib.parse.urlencode({"q": serial}))["rows"]:
        state = row["state"]
        print(row["serial"], state["status"], state["locationId"] or "-")


def new_id():
    """A UUIDv7, made once and kept until an answer has come: telling the same id again is harmless."""
    value = int(time.time() * 1000) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def receive(code, serial):
    """Scopes catalogue:read and movements:write: a serial has come in."""
    catalogue = ask("/catalogue")
    product = next((one for one in catalogue["products"] if one["code"] == code), None)
    if product is None:
        sys.exit("no product " + code)
    movement = {
        "id": new_id(),
        "kind": "receipt",
        "productId": product["id"],
        "serial": serial,
        "toLocationId": catalogue["locations"][0]["id"],
        "recordedAt": int(time.time() * 1000),
    }
    answer = ask("/movements", {"movements": [movement]})["answers"][0]
    print(" ".join([answer["verdict"], answer.get("code", "")]).strip())


def is_genuine(secret, headers, body):
    """Is this event from our server, and of now? The body is taken byte for byte as it came."""
    stamp = headers.get("webhook-timestamp", "")
    if not stamp.isdigit() or abs(time.time() - int(stamp)) > TOLERANCE_SECONDS:
        return False
    signed = "{}.{}.".format(headers.get("webhook-id", ""), stamp).encode("utf-8") + body
    key = base64.b64decode(secret[len("whsec_"):])
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode("ascii")
    # Several while the secret is being changed: one that holds is enough.
    shown = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(expected.encode("utf-8"), one.encode("utf-8")) for one in shown)


class Receiver(BaseHTTPRequestHandler):
    """An event may come twice: a real receiver stores the ids, and answers before it works."""

    secret = os.environ.get("DOUCHETTE_WEBHOOK_SECRET", "")
    seen = set()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        is_ours = is_genuine(self.secret, self.headers, body)
        self.send_response(204 if is_ours else 401)
        self.end_headers()
        event_id = self.headers.get("webhook-id")
        if not is_ours:
            print("refused", flush=True)
        elif event_id not in self.seen:
            self.seen.add(event_id)
            print(json.loads(body)["type"], event_id, flush=True)

    def log_message(self, *_):
        pass


def listen(port):
    server = HTTPServer(("127.0.0.1", port), Receiver)
    print("listening on {}".format(server.server_port), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    command, *given = sys.argv[1:] or [""]
    if command == "find" and len(given) == 1:
        find(*given)
    elif command == "receive" and len(given) == 2:
        receive(*given)
    elif command == "listen":
        listen(int(os.environ.get("PORT", "3000")))
    else:
        print("find SERIAL | receive PRODUCT-CODE SERIAL | listen")
