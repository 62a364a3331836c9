"""The embedded platform: everything that `make demo`, `make up` and the tests run on one machine."""
