"""The client: the generated operations on the transport."""

from finops_client.operations import Operations


class Client(Operations):
    """One query API, by one token, or by what gives a token when asked (`lambda: provider.token()`).

    `retries`, `timeout` (connect, read), `session` (proxies, CA bundle, pools) and `kept_answers` (by ETag; 0: none)
    have defaults. Operations raise ApiProblem.
    """
