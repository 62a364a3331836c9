"""A source that shows its callers the secrets that they sent."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote


class Mirror:
    """A source that shows its callers what they sent: in a body, a refusal, a redirect, half an answer, a next link."""

    def __init__(self, token: str) -> None:
        """`token` is what its Keystone issues."""
        mirror = self
        self.asked: list[str] = []
        self.token = token

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                shown = {name.lower(): value for name, value in self.headers.items()}
                body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
                mirror.asked.append(f"{self.path} {shown} {body}")
                token = next(
                    (shown[name] for name in ("authorization", "x-key", "x-auth-token") if name in shown), body
                )
                row = {"app": token, "hours": 1, "token": token.removeprefix("Bearer ")}
                what = self.path.split("?")[0].rpartition("/")[2]
                if what == "cut":
                    self.close_connection = True
                    return
                answers: dict[str, tuple[int, str]] = {
                    "rows": (200, json.dumps({"rows": [row, {**row, "hours": token}]})),
                    "refused": (401, json.dumps({"error": token})),
                    "redirect": (302, ""),
                    "malformed": (200, f"<p>{token}</p>"),
                    "elsewhere": (
                        200,
                        json.dumps({"rows": [row], "next": f"http://{quote(token)}.invalid/?{quote(token)}"}),
                    ),
                    "token": (400, json.dumps({"error": token})),
                    "tokens": (401 if "refusing" in self.path else 201, json.dumps({"error": token})),
                }
                status, text = answers[what]
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Location", f"/login?token={quote(token)}")
                self.send_header("X-Subject-Token", mirror.token)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
