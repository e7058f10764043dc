"""The tokenizer of the trained French pipeline: spaCy's own, with names of products kept whole."""

from __future__ import annotations

from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_suffix_regex

from pipeline.lexicon.words import WHOLE_NAMES


def whole_names(nlp: Language) -> None:
    """Keep names of products whole ("C#", ".NET", "CI/CD"), and split words at a slash
    ("analyste/programmeur").
    """
    defaults = nlp.Defaults
    suffixes = [s for s in defaults.suffixes or [] if s != "#"]
    suffixes += [
        r"(?<![A-Za-z])#",
        r"(?<=[A-Za-z]#)[.,;:/]",
        r"(?<=\+\+)[.,;:/]",
        r"(?<=[0-9A-Za-z])/$",
    ]
    infixes = [
        *(defaults.infixes or []),
        r"(?<=[A-Za-zéèêà0-9+#)])/(?=[.A-Za-z0-9(éèêàÉ])",
        r"(?<=[a-zéèêà])[!?;](?=[A-ZÉÈÀa-z])",
    ]
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for name in WHOLE_NAMES.words:
        for spelling in {name, name.lower(), name.upper()}:
            tokenizer.add_special_case(spelling, [{ORTH: spelling}])
