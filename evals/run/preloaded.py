"""What the process of a sample needs, imported once and shared by all of them.

A sample's process is forked from one that has imported this, so that it starts in milliseconds instead of
seconds. Only imports belong here: nothing that holds a file, a connection or a thread.
"""
# ruff: noqa: F401  (imported to be there)

import langchain_openai
import openai.resources.chat.completions

import tilesmith.agent.llm_drafter.bench
import tilesmith.agent.llm_drafter.drafter
import tilesmith.agent.llm_drafter.models
import tilesmith.agent.template_drafter.drafter
import tilesmith.evals.flawed_model
import tilesmith.evals.run.reading
import tilesmith.evals.run.worker
import tilesmith.graph
import tilesmith.knowledge.embedding.lsa
import tilesmith.knowledge.opening
import tilesmith.knowledge.retriever
import tilesmith.tools.langchain_tools
import tilesmith.tools.verification
