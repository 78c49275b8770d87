"""The format of a rule pack as pydantic models, and the frozen `Rule` that the rest of the pipeline works
with.

`docs/schemas/rules.schema.json` is generated from these models; `docs/patterns.md` explains them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from pipeline.rules.cues import CueSpec
from pipeline.rules.tags import FrozenMapping, frozen

Text = Annotated[str, Field(min_length=1)]
Sections = Annotated[list[Text], Field(min_length=1, json_schema_extra={"vocabulary": "sections"})]
RuleId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:/+-]*$", description="Unique over all packs.")]
Label = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$", description="Capitals, digits and underscores.")]
VariableName = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]
AttributeName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Words = list[Text] | str


Effect = Annotated[
    Annotated[Text, Tag("plain")] | Annotated[dict[AttributeName, Text], Tag("test")],
    Discriminator(lambda value: "test" if isinstance(value, dict) else "plain"),
]


Scope = Annotated[
    Annotated[Text, Tag("text")] | Annotated[int, Tag("number")],
    Discriminator(lambda value: "number" if isinstance(value, int) else "text"),
]


class Strict(BaseModel):
    """What a file holds. What checks it is built when a file is first read: mostly what files came to is kept."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


class StringTest(Strict):
    """Conditions on a token's text; a variable of words is written `"{NAME}"`."""

    IN: Words | None = None
    NOT_IN: Words | None = None
    REGEX: Text | None = None
    FUZZY: Text | None = None


class NumberTest(Strict):
    """Conditions on a token's length."""

    eq: int | None = Field(None, alias="==")
    ne: int | None = Field(None, alias="!=")
    ge: int | None = Field(None, alias=">=")
    le: int | None = Field(None, alias="<=")
    gt: int | None = Field(None, alias=">")
    lt: int | None = Field(None, alias="<")


def _shape(value: Any) -> str:
    if isinstance(value, (dict, BaseModel)):
        return "test"
    return "list" if isinstance(value, (list, tuple)) else "plain"


StringCondition = Annotated[
    Annotated[Text, Tag("plain")] | Annotated[StringTest, Tag("test")],
    Discriminator(lambda value: "test" if _shape(value) == "test" else "plain"),
]
NumberCondition = Annotated[
    Annotated[int, Tag("plain")] | Annotated[NumberTest, Tag("test")],
    Discriminator(lambda value: "test" if _shape(value) == "test" else "plain"),
]


class TokenSpec(Strict):
    """One token of a token pattern, as spaCy's Matcher has it, without what needs a tagger or parser."""

    ORTH: StringCondition | None = None
    TEXT: StringCondition | None = None
    LOWER: StringCondition | None = None
    NORM: StringCondition | None = None
    LEMMA: StringCondition | None = None
    SHAPE: StringCondition | None = None
    PREFIX: StringCondition | None = None
    SUFFIX: StringCondition | None = None
    LENGTH: NumberCondition | None = None
    IS_ALPHA: bool | None = None
    IS_ASCII: bool | None = None
    IS_DIGIT: bool | None = None
    IS_LOWER: bool | None = None
    IS_UPPER: bool | None = None
    IS_TITLE: bool | None = None
    IS_PUNCT: bool | None = None
    IS_SPACE: bool | None = None
    IS_BRACKET: bool | None = None
    IS_QUOTE: bool | None = None
    IS_CURRENCY: bool | None = None
    IS_STOP: bool | None = None
    LIKE_NUM: bool | None = None
    LIKE_URL: bool | None = None
    LIKE_EMAIL: bool | None = None
    OP: Annotated[str, Field(pattern=r"^([!?+*]|\{\d{1,6}(,\d{0,6})?\}|\{,\d{1,6}\})$")] | None = None


class Examples(Strict):
    """Text that must match, with the expected span between `[[` and `]]`, text that must not, and normal values."""

    match: list[Text] = Field(default_factory=list)
    no_match: list[Text] = Field(default_factory=list)
    values: dict[Text, Any] = Field(default_factory=dict, description="Text, and the normal value that it has.")


class CueEntry(Strict):
    """What a cue does to other spans; a rule's keys complete those of its pack."""

    modifies: list[Label] | None = Field(None, description="Labels of the spans that it acts on.")
    direction: Text | None = Field(None, description="Where they stand: `forward`, `backward` or `both`.")
    scope: Scope | None = Field(None, description="How far: `clause`, `sentence`, or a number of characters.")
    until: list[Label] | None = Field(None, description="Labels whose spans end its reach.")
    effect: Effect | None = Field(None, description="`veto`, or attributes to set; `{value}` is the rule's value.")
    reach: int | None = Field(None, description="By how many characters it may stand farther off than a rival.")


class Fragment(Strict):
    """A named piece of expressions for all packs, with its own examples."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"oneOf": [{"required": ["regex"]}, {"required": ["words"]}]},
    )

    regex: Text | None = None
    words: list[Text] | None = None
    examples: Examples = Field(default_factory=Examples)


Pattern = Annotated[
    Annotated[Text, Tag("phrase")] | Annotated[Annotated[list[TokenSpec], Field(min_length=1)], Tag("tokens")],
    Discriminator(lambda value: "tokens" if _shape(value) == "list" else "phrase"),
]


class RuleEntry(Strict):
    """One rule as it is written: exactly one of `pattern`, `phrases` and `regex`."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"oneOf": [{"required": [kind]} for kind in ("pattern", "phrases", "regex")]},
    )

    id: RuleId
    label: Label | None = None
    pattern: Pattern | None = Field(None, description="A phrase, or a list of token descriptions.")
    phrases: Annotated[list[Text], Field(min_length=1)] | None = Field(None, description="Several phrases, one value.")
    regex: Text | None = Field(None, description="A regular expression over the reading text.")
    as_: Text | None = Field(None, alias="as", description="A normaliser, which makes the value of the named groups.")
    cue: CueEntry | None = Field(None, description="What the hits do to other spans.")
    case_sensitive: bool = Field(False, description="For `regex` only.")
    value: Text | None = Field(None, description="The normal value.")
    attributes: dict[AttributeName, Text] = Field(
        default_factory=dict, description="Named attributes, such as a drug's `class`; they depend on the label."
    )
    role: Text | None = Field(None, description="The label's attribute of old: write it under `attributes`.")
    sections: Sections | None = None
    priority: int = Field(0, description="Decides between hits of equal length.")
    examples: Examples = Field(default_factory=Examples)
    note: str | None = Field(None, description="Why the rule is as it is, for its readers.")


FragmentText = Annotated[
    Annotated[Text, Tag("plain")] | Annotated[list[Text], Tag("list")] | Annotated[Fragment, Tag("test")],
    Discriminator(_shape),
]
Vocabulary = Annotated[
    Annotated[list[Text], Tag("list")] | Annotated[dict[Text, list[Text]], Tag("test")],
    Discriminator(lambda value: "list" if isinstance(value, list) else "test"),
]


Known = Annotated[
    Annotated[Text, Tag("plain")] | Annotated[list[Text], Tag("list")],
    Discriminator(lambda value: "list" if isinstance(value, list) else "plain"),
]


class LabelEntry(Strict):
    """What a label of the record is; vocabularies are named, or their values listed."""

    value: Known | None = Field(None, description="What a rule's value may be; left out: any text.")
    required: bool = Field(False, description="Whether a rule without a value leaves the record empty.")
    attributes: dict[AttributeName, Known] = Field(
        default_factory=dict, description="The attributes, and what they may be; `text`: anything."
    )
    sections: Sections | None = Field(None, description="Where its hits count; left out: everywhere.")
    beside: list[Label] = Field(
        default_factory=list,
        description="Its hits count only in sentences with a hit of one of these labels; left out: anywhere.",
    )
    reaches: list[Text] = Field(default_factory=list, description="Fields of the record.")


class Pack(Strict):
    """A rule file."""

    model_config = ConfigDict(extra="forbid", strict=True, title="Rule pack")

    pack: Text
    label: Label | None = Field(None, description="Default label of the rules below.")
    sections: Sections | None = Field(
        None, description="Default sections in which the rules count; left out: everywhere."
    )
    variables: dict[VariableName, Text | list[Text]] = Field(
        default_factory=dict, description="Pieces of expressions for this pack, used as `{NAME}`."
    )
    fragments: dict[VariableName, FragmentText] = Field(
        default_factory=dict, description="Pieces of expressions for all packs, used as `{NAME}`."
    )
    vocabularies: dict[AttributeName, Vocabulary] = Field(
        default_factory=dict, description="Closed lists: values, or each value with its words."
    )
    labels: dict[Label, LabelEntry] = Field(default_factory=dict, description="What labels of the record are.")
    cue: CueEntry | None = Field(None, description="Defaults for the rules' `cue`.")
    off: list[RuleId] = Field(default_factory=list, description="Ids of shipped rules to switch off.")
    rules: list[RuleEntry] = Field(default_factory=list)


Kind = Literal["phrase", "tokens", "regex"]
TokenPattern = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, ready to run: variables are filled in and defaults are the pack's.

    Attributes:
        id: unique over the rule set.
        label: what its hits are.
        kind: which of `phrases`, `tokens`, `regex` it is written with.
        phrases: phrases, with single spaces.
        tokens: a token pattern as spaCy's Matcher has it.
        regex: a regular expression, searched in one section's text.
        case_sensitive: for `regex`.
        value: normal value; empty where there is none.
        attributes: named attributes, which its hits carry.
        sections: names of the sections in which it counts; empty: everywhere.
        beside: labels, of which a hit has to stand in the same sentence; empty: it counts by itself.
        priority: decides between hits of equal length.
        normaliser: name of the registered function that makes a hit's value of its groups; empty: `value` it is.
        cue: what its hits do to other spans.
        match, no_match: its examples, as written.
        values: examples with the normal value that they have.
        pack, file, line: where it is written; `line` is 1-based.
        overlay: whether it comes from a user's file.
    """

    id: str
    label: str
    kind: Kind
    phrases: tuple[str, ...] = ()
    tokens: TokenPattern = ()
    regex: str = ""
    case_sensitive: bool = False
    value: str = ""
    attributes: Mapping[str, str] = field(default_factory=FrozenMapping)  # Python 3.10 takes no mapping as default
    sections: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    priority: int = 0
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()
    values: tuple[tuple[str, Any], ...] = ()
    normaliser: str = ""
    cue: CueSpec | None = None
    pack: str = ""
    file: str = ""
    line: int = 0
    overlay: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "attributes", FrozenMapping(self.attributes))

    @property
    def place(self) -> str:
        """`file:line`."""
        return f"{self.file}:{self.line}"

    def to_data(self) -> dict[str, Any]:
        """JSON-able data without the fields that hold their default."""
        data = {name: value for name in self.__slots__ if (value := getattr(self, name))}  # defaults are empty
        return data if self.cue is None else {**data, "cue": asdict(self.cue)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Rule:
        """The inverse of `to_data`, also after a round trip through JSON or msgpack."""
        given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
        if "cue" in given:
            given["cue"] = CueSpec(**given["cue"])
        if "values" in given:
            given["values"] = frozen(given["values"])
        return cls(**given)
