"""Who asks: bearer tokens, the keys they are signed with, the roles they give."""
