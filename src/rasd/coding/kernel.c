/* The inner loops of scorers and trees. Each does what a few array operations in scorers.py and trees.py do, which stand in
 * where no C compiler made this module; sums of floats are added up in the same order and so are the same to the last bit.
 * Arrays come as contiguous buffers of the types named with each function; what they hold is checked against their sizes.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

enum { MOST_BUFFERS = 8 };

/* Buffers that one call has taken, given back together. */
typedef struct {
    Py_buffer of[MOST_BUFFERS];
    int taken;
} Buffers;

static void *take(Buffers *buffers, PyObject *from, int flags, Py_ssize_t size, Py_ssize_t *count) {
    Py_buffer *buffer = &buffers->of[buffers->taken];
    if (PyObject_GetBuffer(from, buffer, flags | PyBUF_C_CONTIGUOUS) < 0) return NULL;
    buffers->taken++;
    if (buffer->itemsize != size) {
        PyErr_Format(PyExc_TypeError, "numbers of %zd bytes are asked for, not of %zd", size, buffer->itemsize);
        return NULL;
    }
    *count = buffer->len / size;
    return buffer->buf;
}

static PyObject *given_back(Buffers *buffers, const char *fault) {
    if (fault != NULL && !PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, fault);
    while (buffers->taken > 0) PyBuffer_Release(&buffers->of[--buffers->taken]);
    if (PyErr_Occurred()) return NULL;
    Py_RETURN_NONE;
}

PyDoc_STRVAR(number_doc,
"number(columns, tables, unknown, out)\n--\n\n"
"Put the values of each column in numbers by its table (a dict), into `out` (int64 or int16, a line a column).");

static PyObject *number(PyObject *module, PyObject *args) {
    PyObject *columns, *tables, *out;
    long unknown;
    if (!PyArg_ParseTuple(args, "O!O!lO", &PyTuple_Type, &columns, &PyTuple_Type, &tables, &unknown, &out)) return NULL;
    Py_buffer to;
    if (PyObject_GetBuffer(out, &to, PyBUF_WRITABLE | PyBUF_C_CONTIGUOUS) < 0) return NULL;
    Py_ssize_t at = 0, room = to.len / to.itemsize, width = PyTuple_GET_SIZE(columns);
    int fits = width == PyTuple_GET_SIZE(tables) && (to.itemsize == 8 || to.itemsize == 2);
    for (Py_ssize_t k = 0; fits && k < width; k++) {
        PyObject *table = PyTuple_GET_ITEM(tables, k), *column = PySequence_Fast(PyTuple_GET_ITEM(columns, k), "a column is a sequence");
        if (column == NULL) break;
        Py_ssize_t count = PySequence_Fast_GET_SIZE(column);
        fits = PyDict_Check(table) && at + count <= room;
        for (Py_ssize_t i = 0; fits && i < count; i++, at++) {
            PyObject *found = PyDict_GetItemWithError(table, PySequence_Fast_GET_ITEM(column, i));
            long value = found != NULL ? PyLong_AsLong(found) : unknown;
            if (to.itemsize == 8) ((int64_t *)to.buf)[at] = value;
            else ((int16_t *)to.buf)[at] = (int16_t)value;
        }
        Py_DECREF(column);
        if (PyErr_Occurred()) break;
    }
    if (!PyErr_Occurred() && !(fits && at == room)) PyErr_SetString(PyExc_ValueError, "columns, tables and numbers do not fit");
    PyBuffer_Release(&to);
    if (PyErr_Occurred()) return NULL;
    Py_RETURN_NONE;
}

PyDoc_STRVAR(add_doc,
"add(table, steps, codes, total, rows)\n--\n\n"
"Add to each row of `total` (float32, a line of outputs a row) what its templates weigh by `table` (float32, a line of outputs a weight).\n"
"`codes`: int64, a line of numbers a column. `steps`: int64, for each template where it begins in the table, how many columns it has, and\n"
"for each of them its number and its step in the table.");

static PyObject *add(PyObject *module, PyObject *args) {
    PyObject *from_table, *from_steps, *from_codes, *into;
    Py_ssize_t rows, weights, size, coded, room;
    if (!PyArg_ParseTuple(args, "OOOOn", &from_table, &from_steps, &from_codes, &into, &rows)) return NULL;
    Buffers buffers = {.taken = 0};
    const float *table = take(&buffers, from_table, PyBUF_SIMPLE, sizeof(float), &weights);
    const int64_t *steps = table ? take(&buffers, from_steps, PyBUF_SIMPLE, sizeof(int64_t), &size) : NULL;
    const int64_t *codes = steps ? take(&buffers, from_codes, PyBUF_SIMPLE, sizeof(int64_t), &coded) : NULL;
    float *total = codes ? take(&buffers, into, PyBUF_WRITABLE, sizeof(float), &room) : NULL;
    if (total == NULL) return given_back(&buffers, NULL);
    Py_ssize_t outputs = rows > 0 ? room / rows : 0;
    for (const int64_t *step = steps, *end = steps + size; step < end; step += 2 + 2 * step[1]) {
        const int64_t *parts = step + 2, depth = step[1];  /* template by template: the weights of rows lie near each other */
        for (int64_t d = 0; d < depth; d++)
            if (parts[2 * d] < 0 || (parts[2 * d] + 1) * rows > coded) return given_back(&buffers, "a template has a column that no row has");
        for (Py_ssize_t row = 0; row < rows; row++) {
            int64_t at = step[0];
            for (int64_t d = 0; d < depth; d++) at += codes[parts[2 * d] * rows + row] * parts[2 * d + 1];
            if (at < 0 || (at + 1) * outputs > weights) return given_back(&buffers, "a number is not in the table");
            for (Py_ssize_t k = 0; k < outputs; k++) total[row * outputs + k] += table[at * outputs + k];
        }
    }
    return given_back(&buffers, NULL);
}

/* The numbers that a table has for the values of a bag; -1 with an exception set for a value of no hash. `into` has room for all. */
static Py_ssize_t numbers_of(PyObject *bag, PyObject *known, int64_t *into) {
    Py_ssize_t count = 0;
    for (Py_ssize_t k = 0; k < PySequence_Fast_GET_SIZE(bag); k++) {
        PyObject *found = PyDict_GetItemWithError(known, PySequence_Fast_GET_ITEM(bag, k));
        if (found != NULL) into[count++] = PyLong_AsLong(found);
        if (PyErr_Occurred()) return -1;
    }
    return count;
}

PyDoc_STRVAR(add_bags_doc,
"add_bags(table, bagged, codes, bags, known, total)\n--\n\n"
"Add to each row of `total` what the values of its bag (a list or tuple) weigh, as far as `known` (a dict) has numbers for them. `bagged`:\n"
"int64, for each template where it begins, the column that it joins with a value (-1 for none), and that column's step.");

static PyObject *add_bags(PyObject *module, PyObject *args) {
    PyObject *from_table, *from_bagged, *from_codes, *bags, *known, *into;
    Py_ssize_t weights, templates, coded, room, rows, most = 0;
    if (!PyArg_ParseTuple(args, "OOOO!O!O", &from_table, &from_bagged, &from_codes, &PyList_Type, &bags, &PyDict_Type, &known, &into)) return NULL;
    rows = PyList_GET_SIZE(bags);
    for (Py_ssize_t row = 0; row < rows; row++) {
        PyObject *bag = PyList_GET_ITEM(bags, row);
        if (!PyList_Check(bag) && !PyTuple_Check(bag)) return PyErr_Format(PyExc_TypeError, "a bag is a list or a tuple");
        if (PySequence_Fast_GET_SIZE(bag) > most) most = PySequence_Fast_GET_SIZE(bag);
    }
    Buffers buffers = {.taken = 0};
    const float *table = take(&buffers, from_table, PyBUF_SIMPLE, sizeof(float), &weights);
    const int64_t *bagged = table ? take(&buffers, from_bagged, PyBUF_SIMPLE, sizeof(int64_t), &templates) : NULL;
    const int64_t *codes = bagged ? take(&buffers, from_codes, PyBUF_SIMPLE, sizeof(int64_t), &coded) : NULL;
    float *total = codes ? take(&buffers, into, PyBUF_WRITABLE, sizeof(float), &room) : NULL;
    if (total == NULL) return given_back(&buffers, NULL);
    int64_t *values = PyMem_New(int64_t, most + 1);
    if (values == NULL) PyErr_NoMemory();
    const char *fault = NULL;
    Py_ssize_t outputs = rows > 0 ? room / rows : 0;
    for (Py_ssize_t row = 0; row < rows && fault == NULL && !PyErr_Occurred(); row++) {
        Py_ssize_t count = numbers_of(PyList_GET_ITEM(bags, row), known, values);
        for (const int64_t *each = bagged, *end = bagged + templates; each < end && fault == NULL; each += 3) {
            int64_t where = each[1] * rows + row;
            if (where >= coded) fault = "a template has a column that no row has";
            int64_t from = each[0] + (each[1] < 0 || fault != NULL ? 0 : codes[where] * each[2]);
            for (Py_ssize_t n = 0; n < count && fault == NULL; n++) {
                int64_t at = from + values[n];
                if (at < 0 || (at + 1) * outputs > weights) fault = "a number is not in the table";
                else for (Py_ssize_t k = 0; k < outputs; k++) total[row * outputs + k] += table[at * outputs + k];
            }
        }
    }
    PyMem_Free(values);
    return given_back(&buffers, fault);
}

/* The number of the lowest bit that is set. */
static unsigned lowest(unsigned bits) {
#ifdef __GNUC__
    return (unsigned)__builtin_ctz(bits);
#else
    unsigned found = 0;
    while (!(bits >> found & 1)) found++;
    return found;
#endif
}

PyDoc_STRVAR(ask_doc,
"ask(rows, columns, cuts, gone, leaves, total, trees)\n--\n\n"
"Add to `total` (int64) the leaf that each of `trees` trees of as many questions each has for each of `rows` (int16, a line a row). Each question:\n"
"its column (int64), what that must be larger than (int16), and which leaves are gone if it is (uint16). `leaves`: int64, sixteen a tree.");

static PyObject *ask(PyObject *module, PyObject *args) {
    enum { LEAVES = 16, MOST_TREES = 256 };
    PyObject *from_rows, *from_columns, *from_cuts, *from_gone, *from_leaves, *into;
    Py_ssize_t trees, numbers, questions, cut, mask, kept, count;
    if (!PyArg_ParseTuple(args, "OOOOOOn", &from_rows, &from_columns, &from_cuts, &from_gone, &from_leaves, &into, &trees)) return NULL;
    Buffers buffers = {.taken = 0};
    const int16_t *rows = take(&buffers, from_rows, PyBUF_SIMPLE, sizeof(int16_t), &numbers);
    const int64_t *columns = rows ? take(&buffers, from_columns, PyBUF_SIMPLE, sizeof(int64_t), &questions) : NULL;
    const int16_t *cuts = columns ? take(&buffers, from_cuts, PyBUF_SIMPLE, sizeof(int16_t), &cut) : NULL;
    const uint16_t *gone = cuts ? take(&buffers, from_gone, PyBUF_SIMPLE, sizeof(uint16_t), &mask) : NULL;
    const int64_t *leaves = gone ? take(&buffers, from_leaves, PyBUF_SIMPLE, sizeof(int64_t), &kept) : NULL;
    int64_t *total = leaves ? take(&buffers, into, PyBUF_WRITABLE, sizeof(int64_t), &count) : NULL;
    if (total == NULL) return given_back(&buffers, NULL);
    Py_ssize_t width = count > 0 ? numbers / count : 0;
    if (cut != questions || mask != questions || kept < trees * LEAVES || questions > trees * LEAVES || trees > MOST_TREES)
        return given_back(&buffers, "questions and leaves do not fit");
    for (Py_ssize_t k = 0; k < questions && count > 0; k++)
        if (columns[k] < 0 || columns[k] >= width) return given_back(&buffers, "a question is about a column that no row has");
    for (Py_ssize_t n = 0; n < count; n++, rows += width) {
        int16_t asked[MOST_TREES * LEAVES];
        uint16_t taken[MOST_TREES] = {0};
        for (Py_ssize_t k = 0; k < questions; k++) asked[k] = rows[columns[k]];
        for (Py_ssize_t k = 0; k < questions; k += trees)  /* the k-th question of all trees at once */
            for (Py_ssize_t tree = 0; tree < trees; tree++) taken[tree] |= gone[k + tree] & (uint16_t)-(asked[k + tree] > cuts[k + tree]);
        for (Py_ssize_t tree = 0; tree < trees; tree++) total[n] += leaves[tree * LEAVES + lowest(~taken[tree])];
    }
    return given_back(&buffers, NULL);
}

static PyMethodDef functions[] = {
    {"number", number, METH_VARARGS, number_doc},
    {"add", add, METH_VARARGS, add_doc},
    {"add_bags", add_bags, METH_VARARGS, add_bags_doc},
    {"ask", ask, METH_VARARGS, ask_doc},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef kernel = {PyModuleDef_HEAD_INIT, "_kernel", "The inner loops of scorers and trees.", 0, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void) {
    return PyModuleDef_Init(&kernel);
}
