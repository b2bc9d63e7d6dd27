"""The words and set phrases by which `status.py` tells the status of an act; governing words are in `status.tsv`."""

FUTURE = frozenset({"will", "shall", "'ll", "wo"})
POSSIBLE = frozenset({"could", "may", "might", "can", "would", "should", "must", "ought", "ca"})
CONDITION = frozenset({"if", "unless", "provided", "once", "assuming"})
NEGATIVE = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly", "scarcely", "without"})
PERHAPS = frozenset({"perhaps", "maybe", "possibly", "presumably", "allegedly", "supposedly"})
NOBODY = frozenset({"none", "nobody", "nothing", "neither", "no-one"})
# Verbs that only carry the act their noun names, so the noun takes their tense and mood.
CARRIERS = frozenset(
    "hold take make pay launch carry conduct stage begin start continue resume happen occur erupt issue impose "
    "open sign reach give provide send host have be follow suffer mount undertake perform announce face expect".split()
)
# Set phrases of condition that parsers attach in many ways.
CONDITION_PHRASES = (
    "on condition", "on the condition", "in the event of", "in case of", "as long as", "provided that", "so long as",
    "providing that", "contingent on", "unless", "in the event that", "only after", "only if", "assuming that",
    "barring", "pending", "subject to", "in the absence of", "failing a", "failing an", "failing that", "if and when",
    "the moment", "the minute", "the instant", "as soon as", "only when", "only once", "not until",
    "with the proviso", "on the proviso", "on the understanding", "in which case", "but first", "in that case",
    "failing which", "if not,", "as and when", "insofar as", "on pain of", "for as long as",
    "in case", "in return for", "in exchange for", "otherwise", "or else", "provided the", "provided they",
    "provided it", "provided its",
)  # fmt: skip
SUPPOSED = frozenset({"whether", "lest"})
FRONTED = frozenset({"should", "were", "had", "once"})
# Verbs that carry the act of a noun below their preposition (`go on strike`, `resort to force`).
CARRIERS_BY_PREPOSITION = frozenset({"go", "come", "resort", "engage", "turn"})
# Words right before a clause that say it was not done, and settings in which nothing is told as real.
NOT_DONE = ("rather than", "instead of", "short of", "nowhere near", "far from", "in lieu of", "as opposed to")
IMAGINED = (
    "in a war game", "in the war game", "in a war-game", "in the war-game",
    "in a simulation", "in the simulation", "in a scenario", "in the scenario",
    "in this scenario", "in one scenario", "worst-case scenario", "hypothetically", "in theory", "imagine that",
    "suppose that", "supposing that",
)  # fmt: skip
# Works and games in which nothing is told as real, where a sentence opens with them (`in the bestselling thriller`).
WORKS = frozenset(
    "novel thriller film movie drama series comic cartoon sitcom play musical opera game videogame simulation "
    "scenario moot dream nightmare fantasy satire script screenplay parody joke sketch wargame war-game fable allegory "
    "tabletop hypothesis epic telenovela miniseries blockbuster legend myth prophecy reverie daydream".split()
)
UNREAL = frozenset(
    "alternate alternative imaginary fictional fictitious parallel invented make-believe satirical spoof mock "
    "dystopian hypothetical".split()
)
MEANT = frozenset("be due suppose mean slate".split())
DEPENDING = frozenset("depend hinge hang turn rest".split())
HAPPENING = frozenset("happen occur materialise materialize start begin come take get go transpire eventuate".split())
FELL_THROUGH = frozenset(
    ("fall through", "fall apart", "fizzle out", "fizzle", "come to", "peter out", "founder", "collapse")
)
INVERTED = frozenset({"should", "were", "had"})
DOUBTING = frozenset({"doubt", "dispute", "deny", "question", "contest"})
HEARSAY = frozenset({"say", "think", "believe", "report", "rumour", "rumor", "allege", "understand", "suspect", "feel"})
GOVERNED_BY_VERB = frozenset({"xcomp", "ccomp", "acl", "pcomp", "dobj", "nsubjpass", "advcl", "csubj", "prep", "pobj"})
GOVERNED_BY_NOUN = frozenset({"xcomp", "ccomp", "acl", "pcomp", "prep", "pobj", "csubj", "relcl"})
GOVERNING, NEGATED = "a word that governs the act", "a governing word, negated"
CLAUSE_DEPS = ("xcomp", "ccomp", "advcl", "pcomp", "acl", "conj", "csubj", "dobj", "pobj", "nsubj", "nsubjpass", "prep")
# First words of a sentence whose phrase is the condition of what follows its comma (`Absent a deal, they will …`).
CONDITION_OPENINGS = frozenset("assuming given absent barring provided providing granted granting either".split())
# Subjects that stand for whoever meets the condition of their relative clause.
WHOEVER = frozenset("anyone anybody whoever everyone everybody those".split())
# Phrases in which a noun's act is yet to come, and adverbs by which a present tense is a plan (`leaves tomorrow`).
TO_COME = (
    "in the offing", "in the works", "on the cards", "on the horizon", "in the pipeline", "in preparation",
    "on the agenda for next", "in store", "around the corner", "on its way", "on their way",
)  # fmt: skip
NEXT = (
    "tomorrow",
    "next week",
    "next month",
    "next year",
    "with effect from",
    "the day after tomorrow",
    "from midnight",
)
# Adverbs of false telling, and telling verbs that ask for what their clause names (`insists the governor step down`).
FALSELY = frozenset("wrongly falsely erroneously mistakenly incorrectly inaccurately misleadingly".split())
DEMANDING = frozenset("insist demand recommend request suggest propose urge ask require advise call".split())
