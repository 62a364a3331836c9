-- From now on this release counts: keys, mapping, rules, members, pricing views; the generation rises.
SELECT apply_group_release(%(version)s)
