"""The graph over HTTP: SPARQL 1.1 Protocol, the questions of the library, things by their IRIs. Reads only.

One module a noun: ``options`` what the server is told, ``state`` what it serves from, ``protocol`` and ``media`` how a request
is read and an answer's form is chosen, ``endpoint`` /sparql, ``questions`` /api/ask, ``things`` /id, /vocab and /ontology,
``about`` /health, VoID and the service description; ``guard`` stands before all of them, ``server`` runs it. A module of pages
adds its routes to ``app.ROUTES``.
"""
