"""What our trained Rasa components share: one linear classifier, kept in Rasa's model storage."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Dict, List, Optional, Type, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from nlu.examples import ENDING
from nlu.knowledge_reader import KnowledgeReader
from nlu.linear_classifier import LinearClassifier
from nlu.understanding import Understood, understand

_ROOT = Path(__file__).parent.parent
_SHAPED_BY = ("nlu/*.py", "nlu/*.yml", "knowledge/text.py", "knowledge/data/vocabulary/*.yml")
_ComponentT = TypeVar("_ComponentT", bound="LearnedComponent")


@cache
def read_example(text: str) -> Understood:
    """Return what is found in an example, read once for all that learn from it.

    For training alone: nothing that a visitor writes may be kept here.
    """
    return understand(text)


class LearnedComponent(GraphComponent):
    """A component with a linear classifier, which learns from files in `examples_in`, if any."""

    examples_in: ClassVar[Optional[Path]] = None

    def __init__(
        self,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        classifier: Optional[LinearClassifier] = None,
    ) -> None:
        self._config = config
        self._storage = model_storage
        self._resource = resource
        self._classifier = classifier

    @classmethod
    def required_components(cls) -> List[Type]:
        """Return what must stand before it."""
        return [KnowledgeReader]

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Return a hash of all that shapes what is learned: Rasa knows of this class alone.

        Without it Rasa's cache hands out a component that was trained on other masks.
        """
        files = [path for pattern in _SHAPED_BY for path in sorted(_ROOT.glob(pattern))]
        files += sorted(cls.examples_in.glob(ENDING)) if cls.examples_in else []
        return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()

    @classmethod
    def create(
        cls: Type[_ComponentT],
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _ComponentT:
        """Make the component (Rasa's factory)."""
        return cls({**cls.get_default_config(), **config}, model_storage, resource)

    @classmethod
    def load(
        cls: Type[_ComponentT],
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> _ComponentT:
        """Read the trained component (Rasa's factory)."""
        with model_storage.read_from(resource) as folder:
            classifier = LinearClassifier.load(folder)
        return cls({**cls.get_default_config(), **config}, model_storage, resource, classifier)

    def keep(self, classifier: LinearClassifier) -> Resource:
        """Use the fitted `classifier` from now on, and write it to the model."""
        self._classifier = classifier
        with self._storage.write_to(self._resource) as folder:
            classifier.save(folder)
        return self._resource
