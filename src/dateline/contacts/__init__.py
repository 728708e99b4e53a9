"""What a story tells of its contacts beside who, when, where and over which channel.

Takes: coded stories with claims.
Gives: the same with details of contacts: topics, length, who asked for it, what was agreed, "first since", and persons, hosts
and mediators whom other sentences name.
Drops: words that no contact of the story can be tied to; they are no candidates of anything.
Reads: the patterns of lexicon/contact_words.yaml.
Never: changes an event.
"""

from dateline.lexicon.contact_words import ContactWords, load_contact_words

from .room import tell_contacts

__all__ = ["ContactWords", "load_contact_words", "tell_contacts"]
