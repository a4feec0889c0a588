"""How well texts are read: the readings against annotated texts, scored as the annotation guide says, error by error.

>>> from govkg.evaluation.compare import compare
>>> from govkg.evaluation.score import score
>>> gold = {"quantities": [], "entities": [], "links": [], "milestones": []}
>>> score(compare("x", "", gold, gold, frozenset()))["quantity"]["f1"]
1.0
"""
