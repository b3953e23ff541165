"""Tilesmith as an agent that other agents talk to, over A2A: a request in words, a short answer.

uv run langgraph dev --no-browser
uv run python examples/a2a.py http://127.0.0.1:2024 "Please write a softplus kernel for all cores"
"""

import sys
import uuid
from typing import Any

import httpx

URL = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:2024"
WORDS = sys.argv[2] if len(sys.argv) > 2 else "a*b + c"


def send(client: httpx.Client, agent: str, *parts: dict[str, Any]) -> dict[str, Any]:
    """The task that a message of `parts` has led to."""
    message = {"role": "ROLE_USER", "messageId": str(uuid.uuid4()), "parts": parts}
    call = {"jsonrpc": "2.0", "id": 1, "method": "SendMessage", "params": {"message": message}}
    reply: dict[str, Any] = client.post(f"/a2a/{agent}", json=call).json()
    if "error" in reply:
        sys.exit(f"error: {reply['error']['message']}")
    task: dict[str, Any] = reply["result"]["task"]
    return task


if __name__ == "__main__":
    with httpx.Client(base_url=URL, timeout=600, headers={"A2A-Version": "1.0"}) as client:
        (agent, *_) = client.post("/assistants/search", json={"graph_id": "tilesmith"}).json()
        card = client.get(
            "/.well-known/agent-card.json", params={"assistant_id": agent["assistant_id"]}
        ).json()
        print(f"{card['name']}: {card['description']}")
        task = send(client, agent["assistant_id"], {"text": WORDS})
        print(task["artifacts"][0]["parts"][0]["text"])
