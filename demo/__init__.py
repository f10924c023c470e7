"""The built-in newsroom: five invented outlets with some forty invented stories, served over real HTTP on loopback.

It lets a newcomer see the whole road at work (``make demo``) and gives the tests real pages to fetch. Every outlet,
person, election, office-holder's act and document number in it is made up; only the regions are real.
"""
