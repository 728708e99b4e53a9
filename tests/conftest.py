"""What all tests share: `factories` can be imported from every folder, and properties have time on a busy machine."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "house", deadline=None, max_examples=25, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")
