"""A sentence as the rules for offices see it: persons, dates and the words that connect them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.lexicon.registry_persons import office_class
from dateline.lexicon.tenure_cues import TenureCues, load_tenure_cues
from dateline.records import ActorMention, Parse, Token, When

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "appos"})
_OBJECTS = frozenset({"dobj", "oprd"})


Post = tuple[str, str | None]  # an office in lower case, and its state if told
#: Titles as of "president": the country of the office counts before that of the person.
_HEADS = frozenset({"head_of_state", "head_of_government", "speaker", "vice_president"})
_MINISTRY = re.compile(r"(?:.*\b)?(?:ministry of (?:the )?(?P<behind>.+)|(?P<before>\w+(?: affairs)?) ministry)")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement about an office: what it says, of whom, where, and its dates if it has any.

    what: held, former, begins, ends; elected, designated (not in office yet); leaving (in office, to leave on no day told).
    country: of the office, before that of the person. by: for beginnings, how: "appointed" or "took office". since: the day
    of the beginning that a "former" or "held" one tells.
    """

    what: str
    mention: ActorMention
    office: str
    start: int
    end: int
    when: When | None = None
    country: str | None = None
    by: str = ""
    since: When | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """What the sentences before have told last: who began, who left, which post goes to one not named yet, who holds an office.

    reshuffled: the day of the reshuffle that the sentence before tells of, which is that of its changes.
    """

    appointed: Said | None = None
    vacated: Said | None = None
    opened: Said | None = None
    holder: ActorMention | None = None
    reshuffled: When | None = None

    @property
    def free(self) -> Said | None:
        """The post that is to be filled: the later one of those left and those opened."""
        told = [said for said in (self.vacated, self.opened) if said is not None]
        return max(told, key=lambda said: said.start, default=None)


@functools.lru_cache(maxsize=1)
def tenure_cues() -> TenureCues:
    """The cues of the lexicon, read once."""
    return load_tenure_cues()


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its parse, the persons and all actors in it, its dates, and the titled mentions of the story by entity."""

    parse: Parse
    here: Sequence[ActorMention]
    actors: Sequence[ActorMention]
    whens: Sequence[When]
    offices: dict[str, list[ActorMention]]
    cues: TenureCues
    text: str = ""
    sentence: int = -1

    # -------------------------------------------------------------------------------------------------- statements
    def said(self, what: str, who: ActorMention, post: Post, token: Token, by: str = "") -> Said:
        """A statement by a verb or noun, with the date of its clause; one to come without a date changes nothing yet."""
        when, office = self.date_of(token), post[0]
        if when is None and self.is_coming(token):
            what = {"begins": "designated", "ends": "leaving"}.get(what, what)
        if what == "begins":
            office = re.sub(r"[ -](?:elect|designate)$", "", office)
        end = max(token.end, when.end if when else 0)
        return Said(what, who, office, token.start, end, when, post[1], by)

    def is_coming(self, token: Token) -> bool:
        """Is the change told as one to come ("will", "said that he would")?"""
        return any(child.lemma in self.cues.coming or self._is_would(child) for child in self.children(token))

    def _is_would(self, token: Token) -> bool:
        """Is the word the "would" of something that is said or announced for later?"""
        verb = self.head(token)
        return token.text.lower() == "would" and verb.dep == "ccomp" and self.head(verb).lemma in self.cues.saying

    def how_begins(self, token: Token, post: Post) -> str:
        """Gives "elected" where voters choose the head of a state or government, else "begins"."""
        elects = token.lemma in self.cues.electing or token.text.lower().endswith("elected")
        if not elects or office_class(post[0]) not in {"head_of_state", "head_of_government"}:
            return "begins"
        return "begins" if any(t.lemma.lower() in self.cues.electors for t in self.parse.tokens) else "elected"

    def words(self, start: int, end: int) -> str:
        """The text between two characters of the story."""
        return self.text[start:end]

    # ------------------------------------------------------------------------------------------------------- words
    def children(self, token: Token) -> Iterator[Token]:
        """The tokens below a token, in order."""
        return (self.parse.tokens[j] for j in self.parse.children[token.i])

    def head(self, token: Token) -> Token:
        """The token above a token; itself for the root."""
        return self.parse.tokens[token.head]

    def is_passive(self, token: Token) -> bool:
        """Does the verb stand in the passive?"""
        deps = {child.dep for child in self.children(token)}
        return bool(deps & {"nsubjpass", "auxpass"}) or (
            token.tag == "VBN" and token.dep in {"acl", "relcl", "advcl", "conj"} and "aux" not in deps
        )

    def is_unreal(self, token: Token) -> bool:
        """Is the change negated, possible, wanted, or only somebody's word?"""
        for child in self.children(token):
            if child.dep == "neg" or (
                child.dep == "aux" and child.lemma in self.cues.modals and not self._is_would(child)
            ):
                return True
            if child.dep == "mark" and child.lemma in {"if", "unless", "until", "whether"}:
                return True
        while token.dep in {"ccomp", "xcomp", "conj", "pcomp"}:
            token = self.head(token)
            if token.lemma in self.cues.unreal:
                return True
            if token.dep == "conj" and any(child.dep == "neg" for child in self.children(token)):
                return True
        return False

    # ----------------------------------------------------------------------------------------------------- persons
    def at(self, token: Token, mentions: Sequence[ActorMention] | None = None) -> ActorMention | None:
        """The person (or one of the mentions) that the token is part of."""
        among = self.here if mentions is None else mentions
        return next((m for m in among if m.start <= token.start < m.end), None)

    def subject(self, token: Token, among: Sequence[ActorMention] | None = None) -> ActorMention | None:
        """The subject of a verb, through relative clauses, participles and coordination."""
        for child in self.children(token):
            if child.dep in _SUBJECTS:
                found = self.at(child, among)
                if found is not None or child.lemma not in {"who", "that"}:
                    return found
        if token.dep in _CLAUSES or token.dep in {"conj", "pcomp", "xcomp"}:
            head = self.head(token)
            if head.pos in {"VERB", "AUX", "ADP", "SCONJ"}:
                head = self.head(head) if head.pos in {"ADP", "SCONJ"} else head
                return self.subject(head, among) if head.i != token.i else None
            return self.at(head, among) or self._apposed(head, among)
        return None

    def _apposed(self, token: Token, among: Sequence[ActorMention] | None) -> ActorMention | None:
        """As in "his predecessor, X, who left": the name beside a noun."""
        names = (self.at(child, among) for child in self.children(token) if child.dep == "appos")
        return next((name for name in names if name is not None), None)

    def object(self, token: Token) -> ActorMention | None:
        """The person who is the object of a verb, also behind its particle ("swore in X")."""
        for child in self.children(token):
            if child.dep in _OBJECTS and (found := self.at(child)):
                return found
            if child.dep == "prep" and child.text.lower() in self.cues.particles.get(token.lemma, ()):
                return next(
                    (m for below in self.children(child) if below.dep == "pobj" and (m := self.at(below))), None
                )
        return None

    def given(self, token: Token) -> ActorMention | None:
        """The person to whom something is given: the indirect object, or the one behind "to"."""
        datives = (self.at(child) for child in self.children(token) if child.dep == "dative")
        return next((m for m in datives if m is not None), None) or self.behind(token, "to")

    def behind(self, token: Token, *prepositions: str) -> ActorMention | None:
        """The person behind one of these prepositions, anywhere below the word but not below another verb; also in apposition."""
        below = [child for child in self.children(token) if child.dep not in _CLAUSES or child.pos != "VERB"]
        while below:
            word = below.pop(0)
            if word.dep in {"prep", "agent", "dative"} and word.text.lower() in prepositions:
                for noun in (child for child in self.children(word) if child.dep == "pobj"):
                    apposed = (child for child in self.children(noun) if child.dep == "appos")
                    found = self.at(noun) or next((m for child in apposed if (m := self.at(child))), None)
                    if found is not None:
                        return found
            if word.pos != "VERB":
                below += self.children(word)
        return None

    # ------------------------------------------------------------------------------------------------------ offices
    def office_behind(self, token: Token, subject: ActorMention) -> Post:
        """The office in "appointed as foreign minister", "became prime minister of Fiji": lower case, and its country if told."""
        for child in self.children(token):
            if child.dep == "dobj" and child.lemma in self.cues.office_nouns:
                below = (self.at(self.parse.tokens[j], self.actors) for j in self.parse.subtree(child.i))
                owner = next((m for m in below if m is not None and m.country and m is not subject), None)
                return self.cues.office_nouns[child.lemma], owner.country if owner is not None else None
            if (post := self._ministry(token, child)) is not None:
                return post
            if child.dep == "prep" and child.text.lower() == "as":
                heads = [below for below in self.children(child) if below.dep == "pobj"]
            elif child.dep in {"oprd", "attr"} or (child.dep == "dobj" and token.lemma == "become"):
                heads = [child]
            else:
                continue
            for head in (head for head in heads if self.at(head, [subject]) is None):
                titled = self.at(head, [m for m in self.actors if m is not subject])
                if titled is not None and titled.basis.startswith("shape"):
                    continue
                if titled is not None and titled.office:
                    return titled.office, self.own_country(titled)
                if head.lemma in self.cues.successors:
                    continue
                return self._noun_phrase(head), None
        return "", None

    def _ministry(self, token: Token, child: Token) -> Post | None:
        """The office in "took over the foreign ministry", "took over at the interior ministry"."""
        if token.lemma not in self.cues.taking or not any(c.lemma == "over" for c in self.children(token)):
            return None
        heads = [below for below in self.children(child) if below.dep == "pobj"] if child.dep == "prep" else [child]
        bodies = (self.at(head, [m for m in self.actors if m.kind == "body"]) for head in heads)
        return next((post for m in bodies if m is not None and (post := self.post_of(m)) is not None), None)

    def office_after_as(self, token: Token) -> Post:
        """The office behind the next "as", or "post of", wherever the parser has put that, if no other verb comes between."""
        last = token
        for other in self.parse.tokens[token.i + 1 :]:
            if other.pos == "VERB" and other.tag != "VBN":
                break
            word = other.text.lower()
            if word == "as" or (word == "of" and last.lemma in self.cues.posts):
                near = (m for m in self.actors if self.is_title(m) and 0 < m.start - other.end <= len(" the "))
                titled = next(near, None)
                return (titled.office or "", self.own_country(titled)) if titled is not None else ("", None)
            last = other
        return "", None

    def is_title(self, mention: ActorMention) -> bool:
        """Is the mention a title alone, whomever it was resolved to?"""
        return bool(mention.office) and (mention.kind == "office" or mention.basis.startswith("role"))

    def own_country(self, titled: ActorMention) -> str | None:
        """The state that the words of an office name ("president of Fiji"), not where it is told or where one is sent."""
        told = any(rule in titled.basis for rule in ("+country", "served", "coref.owner"))
        words = titled.text.lower()
        sent = any(f"{word} to " in words for word in self.cues.complemented) and not re.search(
            r"'s |n ", words.split(" to ")[0]
        )
        return titled.country if told and not sent else None

    def post_of(self, mention: ActorMention) -> Post | None:
        """The office that a mention names: its own, or that of the minister of a ministry."""
        if mention.office and self.is_title(mention):
            return mention.office, self.own_country(mention)
        found = _MINISTRY.fullmatch(mention.text.lower()) if mention.kind == "body" else None
        return (f"{found['behind'] or found['before']} minister", mention.country) if found else None

    def headed(self, mention: ActorMention) -> str:
        """The office of one who "led the foreign ministry", told in this sentence."""
        for token in self.parse.tokens:
            if token.lemma in self.cues.heading and token.pos == "VERB" and self.subject(token) == mention:
                objects = (self.at(child, self.actors) for child in self.children(token) if child.dep == "dobj")
                post = next((post for m in objects if m and m.kind == "body" and (post := self.post_of(m))), None)
                if post is not None:
                    return post[0]
        return ""

    def office_of(self, mention: ActorMention) -> str:
        """The office that the story gives a person anywhere, an explicit title first."""
        held = [
            m for m in self.offices.get(mention.entity_id, ()) if m.office and not is_no_office(m.office, self.cues)
        ]
        explicit = [m for m in held if says_title(m)]
        return next((m.office or "" for m in (*explicit, *held)), "") or self.headed(mention)

    def appointed_in(self, token: Token, person: ActorMention) -> str | None:
        """The state or organisation that one is appointed in: an organisation's officers may be of any state."""
        giver = self.subject(token, self.actors)
        code = giver.country if giver is not None else None
        return code if code in self.cues.appointers else person.country or code

    def is_in_office(self, mention: ActorMention) -> bool:
        """Does the story call the person by the title of an office that is held?"""
        held = [m for m in self.offices.get(mention.entity_id, ()) if m.office and says_title(m)]
        return any(not set(m.text.lower().split()) & self.cues.former and "posts" not in m.basis for m in held)

    def _noun_phrase(self, head: Token) -> str:
        """A noun with its modifiers, lower case, without article, possessive and nationality."""
        tokens = self.parse.tokens
        kept = [
            tokens[j].text.lower()
            for j in self.parse.subtree(head.i)
            if j <= head.i and tokens[j].dep in {"compound", "amod", "nmod"} and not tokens[j].text[0].isupper()
        ]
        return " ".join([*kept, head.text.lower()])

    # -------------------------------------------------------------------------------------------------------- dates
    def date_of(self, token: Token) -> When | None:
        """The date in the clause of a word, one behind it before one in front of it.

        A second verb of one who appoints takes that of the first ("fired X on Monday and named Y").
        """
        found = self._date_below(token)
        if found is None and token.dep == "conj" and token.lemma in self.cues.appointing:
            return self._date_below(self.head(token))
        if found is None and token.tag == "VBG" and token.dep == "advcl":
            return self._date_below(self.head(token))
        return found

    def _date_below(self, token: Token) -> When | None:
        tokens = self.parse.tokens
        below = set(self.parse.subtree(token.i))
        for j in sorted(below):
            if j != token.i and (tokens[j].dep == "relcl" or (tokens[j].dep == "conj" and tokens[j].pos == "VERB")):
                below -= set(self.parse.subtree(j))
        spans = [(tokens[j].start, tokens[j].end) for j in sorted(below)]
        return self._nearest(token, lambda when: any(low <= when.start < high for low, high in spans))

    def _nearest(self, token: Token, fits: Callable[[When], bool]) -> When | None:
        told = [when for when in self.whens if when.first is not None and when.last is not None and fits(when)]
        return min(told, key=lambda when: (when.start < token.end, abs(when.start - token.end)), default=None)


def is_no_office(office: str, cues: TenureCues) -> bool:
    """Does the noun name no post? "Aide" and "official" do only with a field before them ("presidential aide")."""
    *field, noun = office.split()
    return noun in cues.no_office and not (field and noun in cues.with_field)


def says_title(mention: ActorMention) -> bool:
    """Does the mention itself (or its apposition) say the office, rather than the registry or an earlier mention?"""
    if "coref" in mention.basis or "holder" in mention.basis:
        return False
    if mention.basis.endswith(("posts", "apposition")):
        return True
    head = (mention.office or "").split()
    return bool(head) and head[-1] in mention.text.lower()
