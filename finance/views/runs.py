"""tmp"""

from django.http import HttpResponse


def run_detail(request, slug, pk):
    return HttpResponse()
